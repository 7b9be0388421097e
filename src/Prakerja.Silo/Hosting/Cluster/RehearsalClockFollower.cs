using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// Keeps the clock of a node at the time of the cluster's rehearsal. How far that time is ahead is stored in the
/// database; the node asks its grain twice a second, so a healthy node follows a move within <see
/// cref="FollowedWithin"/>. An API node whose clock may not be moved only checks once, at its start, that the silos
/// have the same setting.
/// </summary>
internal sealed partial class RehearsalClockFollower(
    IGrainFactory grains, ProgrammeClock clock, IOptions<ClockOptions> options, ILogger<RehearsalClockFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Two polls: one just before the move, and the next.</summary>
    public static TimeSpan FollowedWithin { get; } = PollPeriod * 2;

    /// <summary>
    /// Waits until the clock is right, because a node must not serve before. With a clock that is months behind it
    /// would refuse partners, whose signatures seem to come from the future, and issue tokens that have already
    /// expired.
    /// </summary>
    /// <exception cref="StartRefusedException">
    /// Only this node, or only the silos, allow that the time is moved.
    /// </exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var cluster = await WaitForClockAsync(cancellationToken);
        if (cluster.Adjustable != options.Value.Adjustable)
            throw RehearsalSettings.MismatchWithCluster(options.Value.Adjustable);
        if (!options.Value.Adjustable) return;
        clock.MoveAheadTo(cluster.Ahead);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        using var polls = new PeriodicTimer(PollPeriod);
        while (await polls.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                clock.MoveAheadTo((await GetClockAsync(stoppingToken)).Ahead);
                if (isFailing) LogFollowsAgain(logger);
                isFailing = false;
            }
#pragma warning disable CA1031 // After any failure the node asks again; until then its clock stays behind.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                // Log once for each outage, not twice a second.
                if (!isFailing) LogCannotFollow(logger, exception.Message);
                isFailing = true;
            }
        }
    }

    /// <summary>
    /// Asks until a silo answers, without logging: the health checks report what the node waits for.
    /// </summary>
    private async Task<ClockView> WaitForClockAsync(CancellationToken stopping)
    {
        using var polls = new PeriodicTimer(PollPeriod);
        while (true)
        {
            try
            {
                return await GetClockAsync(stopping);
            }
#pragma warning disable CA1031 // Before the client has found a silo it throws exceptions of several types.
            catch (Exception)
#pragma warning restore CA1031
            {
                await polls.WaitForNextTickAsync(stopping);
            }
        }
    }

    private Task<ClockView> GetClockAsync(CancellationToken stopping) =>
        grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key).GetClock().WaitAsync(CallTimeout, stopping);

    [LoggerMessage(1301, LogLevel.Warning, "The node cannot follow the clock of the rehearsal now: {Reason}")]
    private static partial void LogCannotFollow(ILogger logger, string reason);

    [LoggerMessage(1302, LogLevel.Information, "The node follows the clock of the rehearsal again.")]
    private static partial void LogFollowsAgain(ILogger logger);
}
