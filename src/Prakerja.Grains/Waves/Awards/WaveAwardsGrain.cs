using System.Globalization;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Timing;

namespace Prakerja.Grains.Waves;

[GrainType("wave-awards")]
internal sealed partial class WaveAwardsGrain(
    IAwardStore awards,
    AwardLimiter limiter,
    AwardMetrics metrics,
    ProgrammeClock clock,
    ILogger<WaveAwardsGrain> logger)
    : Grain, IWaveAwardsGrain
{
    /// <summary>Awards between two writes of the store. After a crash at most three times so many are made
    /// again.</summary>
    private const int AwardsPerWrite = 2_048;

    /// <summary>The number of failed awards of one pass that are logged one by one.</summary>
    private const int FailuresLogged = 8;

    // The first delay is short: after an outage of the store the winners must not wait long.
    private static readonly ExponentialBackoff Retries = new(TimeSpan.FromSeconds(5), TimeSpan.FromHours(6));

    private IGrainTimer? running;
    private int wave;
    private int failures;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        wave = int.Parse(this.GetPrimaryKeyString().AsSpan(WaveKey.Prefix.Length), CultureInfo.InvariantCulture);
        return base.OnActivateAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Forget(wave);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public Task Start()
    {
        var once = new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan)
        {
            KeepAlive = true,
            Interleave = true,
        };
        running ??= this.RegisterGrainTimer(MakeAwards, once);
        return Task.CompletedTask;
    }

    private async Task MakeAwards(CancellationToken deactivating)
    {
        try
        {
            await MakeDueAwards(deactivating);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(wave, exception.Message);
        }
#pragma warning disable CA1031 // The wave starts the awards again; what stopped them must be known.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogStopped(wave, exception);
        }
        finally
        {
            running?.Dispose();
            running = null;
        }
    }

    /// <summary>
    /// Makes the awards in the order of the participants. While the last awards of one chunk are made, the next chunk
    /// is under way, and the one before is written.
    /// </summary>
    private async Task MakeDueAwards(CancellationToken deactivating)
    {
        failures = 0;
        KeyedHash? after = null;
        var made = Task.FromResult(Array.Empty<AwardAttempt>());
        var write = Task.CompletedTask;
        while (!deactivating.IsCancellationRequested)
        {
            var due = await awards.ReadDueAsync(wave, after, clock.GetUtcNow(), AwardsPerWrite);
            if (due.Count == 0) break;
            var next = Task.WhenAll(due.Select(Make));
            var attempts = await made;
            await write;
            write = attempts.Length > 0 ? awards.RecordAsync(wave, attempts) : Task.CompletedTask;
            (made, after) = (next, due[^1].Participant);
        }

        var last = await made;
        await write;
        if (last.Length > 0) await awards.RecordAsync(wave, last);
        metrics.Report(wave, (await awards.CountAsync(wave)).Waiting);
        if (failures > FailuresLogged) LogMoreFailed(wave, failures - FailuresLogged);
    }

    /// <summary>
    /// Tries one award. What the store refuses is a failed try too: it may refuse this participant alone. When the
    /// whole store is away, the attempts cannot be recorded either, and all of them are still due.
    /// </summary>
    private async Task<AwardAttempt> Make(QueuedAward award)
    {
        string cause;
        try
        {
            var id = ParticipantKey.GrainIdOf(ParticipantKey.Prefix + award.Participant);
            var participant = GrainFactory.GetGrainById<IApplicantGrain>(id);
            var answer = await limiter.RunAsync(() => participant.AwardSlot(wave, award.Slot));
            if (answer.Refusal is not { } refusal) return new AwardAttempt(award.Participant);
            if (ReasonOf(refusal) is { } reason) return new AwardAttempt(award.Participant, reason);
            cause = refusal.Code;
        }
#pragma warning disable CA1031 // One participant that fails must not stop the others: it is logged and tried again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            cause = exception.GetType().Name;
            if (++failures <= FailuresLogged) LogFailed(wave, award.Participant, award.Tries + 1, exception);
        }

        var retryAt = clock.GetUtcNow() + Retries.DelayAfter(award.Tries + 1);
        return new AwardAttempt(award.Participant, Cause: cause, NextTryAt: retryAt);
    }

    private static NotSelectedReason? ReasonOf(Refusal refusal)
    {
        if (refusal == AwardRefusals.HouseholdFull) return NotSelectedReason.HouseholdFull;
        return refusal == AwardRefusals.AlreadyRecipient || refusal == AwardRefusals.NotApplied
            ? NotSelectedReason.AlreadyRecipient
            : null;
    }

    [LoggerMessage(1101, LogLevel.Warning,
        "Wave {Wave}: the award of p-{Participant} failed (try {Tries}). The others go on; it is tried again later.")]
    private partial void LogFailed(int wave, KeyedHash participant, int tries, Exception exception);

    [LoggerMessage(1102, LogLevel.Warning, "Wave {Wave}: {Count} more awards failed. They are tried again later.")]
    private partial void LogMoreFailed(int wave, int count);

    [LoggerMessage(1103, LogLevel.Warning, "Wave {Wave}: the awards wait for the store. {Why}")]
    private partial void LogStoreUnavailable(int wave, string why);

    [LoggerMessage(1104, LogLevel.Error, "Wave {Wave}: the awards stopped. They are started again in some seconds.")]
    private partial void LogStopped(int wave, Exception exception);
}
