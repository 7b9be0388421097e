using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// Keeps the clock of a node where the cluster's rehearsal has it: how far it is ahead lies in the database, its grain
/// is asked twice a second, and so every node that is well follows a move within <see cref="FollowedWithin"/>. An API
/// node whose clock may not be moved asks once, at its start, whether the silos agree.
/// </summary>
internal sealed partial class RehearsalClockFollower(
    IGrainFactory grains, ProgrammeClock clock, IOptions<ClockOptions> options, ILogger<RehearsalClockFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Two looks: one that just missed the move, and the next.</summary>
    public static TimeSpan FollowedWithin { get; } = LookPeriod * 2;

    /// <summary>
    /// The node has not started before its clock is right: by a clock that is months behind it would turn partners away,
    /// whose signatures it takes for made in the future, and give out tokens that are over at once.
    /// </summary>
    /// <exception cref="StartRefusedException">Here the time may be moved and in the silos not, or the other way
    /// round.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var cluster = await FirstSeenAsync(cancellationToken);
        if (cluster.Adjustable != options.Value.Adjustable) throw RehearsalSettings.MismatchWithCluster(options.Value.Adjustable);
        if (!options.Value.Adjustable) return;
        clock.MoveAheadTo(cluster.Ahead);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        using var looks = new PeriodicTimer(LookPeriod);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                clock.MoveAheadTo((await LookAsync(stoppingToken)).Ahead);
                if (isAway) FollowsAgain(logger);
                isAway = false;
            }
#pragma warning disable CA1031 // Whatever is the matter with the grain, it is asked again; the clock only stays behind.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                // Once for an outage, not twice a second.
                if (!isAway) CannotFollow(logger, exception.Message);
                isAway = true;
            }
        }
    }

    /// <summary>
    /// Asks, without a word, for as long as no silo is there: what the node waits for, its health checks tell.
    /// </summary>
    private async Task<ClockView> FirstSeenAsync(CancellationToken stopping)
    {
        using var looks = new PeriodicTimer(LookPeriod);
        while (true)
        {
            try
            {
                return await LookAsync(stopping);
            }
#pragma warning disable CA1031 // Before the client has found a silo it answers with whatever it has got to.
            catch (Exception)
#pragma warning restore CA1031
            {
                await looks.WaitForNextTickAsync(stopping);
            }
        }
    }

    private Task<ClockView> LookAsync(CancellationToken stopping) =>
        grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key).GetClock().WaitAsync(Patience, stopping);

    [LoggerMessage(1301, LogLevel.Warning, "The rehearsal's clock cannot be followed now: {Why}")]
    private static partial void CannotFollow(ILogger logger, string why);

    [LoggerMessage(1302, LogLevel.Information, "The rehearsal's clock is followed again.")]
    private static partial void FollowsAgain(ILogger logger);
}
