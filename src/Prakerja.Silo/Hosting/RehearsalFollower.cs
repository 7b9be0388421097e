using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Silo.Hosting;

/// <summary>
/// Keeps the clock of a node where the cluster's rehearsal has it: how far it is ahead lies in the database, its grain
/// is asked twice a second, and so every node that is well follows a move within <see cref="FollowedWithin"/>.
/// </summary>
internal sealed partial class RehearsalFollower(
    IGrainFactory grains, ProgrammeClock clock, ILogger<RehearsalFollower> logger) : BackgroundService
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Two looks: one that just missed the move, and the next.</summary>
    public static TimeSpan FollowedWithin { get; } = LookPeriod * 2;

    /// <summary>
    /// The node has not started before its clock is right: by a clock that is months behind it would turn partners away,
    /// whose signatures it takes for made in the future, and give out tokens that are over at once.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var looks = new PeriodicTimer(LookPeriod);
        while (!await HasFollowedAsync(cancellationToken)) await looks.WaitForNextTickAsync(cancellationToken);
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
                await FollowAsync(stoppingToken);
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
    /// False, without a word, while no silo is there to ask: what the node waits for, its health checks tell.
    /// </summary>
    private async Task<bool> HasFollowedAsync(CancellationToken stopping)
    {
        try
        {
            await FollowAsync(stopping);
            return true;
        }
#pragma warning disable CA1031 // Before the client has found a silo it answers with whatever it has got to.
        catch (Exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        var asked = grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key).GetClock();
        clock.MoveAheadTo((await asked.WaitAsync(Patience, stopping)).Ahead);
    }

    [LoggerMessage(1301, LogLevel.Warning, "The rehearsal's clock cannot be followed now: {Why}")]
    private static partial void CannotFollow(ILogger logger, string why);

    [LoggerMessage(1302, LogLevel.Information, "The rehearsal's clock is followed again.")]
    private static partial void FollowsAgain(ILogger logger);
}
