using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Health;

/// <summary>
/// Checks that the store takes writes, with two commits of its own: a store that is full or read-only still answers
/// reads, so a check that only reads would pass. It writes at most once a period, however often it is called.
/// Thread-safe.
/// </summary>
public sealed class WriteProbe(ICommitLog log, TimeProvider time) : IReadinessCheck
{
    /// <summary>How long a result is valid.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    // The probe fills a row of its own and empties it again. Other writers may use the freed space, so each probe needs
    // new space and finds out when the store is full. A store with less free space than this counts as full.
    private static readonly GrainKey Row = new("write-probe", "z-probe");
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private static readonly byte[] Filled =
        [.. "{\"fill\":\""u8, .. Enumerable.Repeat((byte)'0', 32 * 1024), .. "\"}"u8];

    private readonly CachedHealthProbe probe = new("take a write", () => ProbeAsync(log), Period, time);

    /// <summary>Why the store takes no writes; null when it takes them.</summary>
    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) =>
        probe.GetFailureAsync(cancellationToken);

    private static async Task<string?> ProbeAsync(ICommitLog log)
    {
        var version = (await log.ReadAsync(Row))?.Version;
        var filled = await CommitAsync(log, version, Filled);
        return filled.Status == CommitStatus.Committed
            ? FailureOf(log, await CommitAsync(log, filled.Version, Empty))
            : FailureOf(log, filled);
    }

    private static ValueTask<CommitOutcome> CommitAsync(ICommitLog log, long? version, byte[] state) =>
        log.CommitAsync(new Commit { Grain = Row, ExpectedVersion = version, State = state });

    private static string? FailureOf(ICommitLog log, CommitOutcome outcome) => outcome.Status switch
    {
        CommitStatus.Committed => null,
        // Another node wrote the row after this one read it, so the store takes writes.
        CommitStatus.VersionConflict => null,
        // A full queue is no failure of the store; the node refuses single requests.
        CommitStatus.Busy => null,
        _ => log.Fault ?? "The store takes no writes.",
    };
}
