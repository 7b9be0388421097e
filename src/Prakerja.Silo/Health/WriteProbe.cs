using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Health;

/// <summary>
/// Tries whether the store takes writes, with commits like any other: a store that is full or read-only can still be
/// read, and whoever only reads sends it requests it cannot serve. However often it is asked, it writes no oftener than
/// once a period. Thread-safe.
/// </summary>
public sealed class WriteProbe(ICommitLog log, TimeProvider time) : IReadinessCheck
{
    /// <summary>How long an answer is good.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    // A row of its own, filled and emptied again: what it gives back is anybody's until the next try, which has to get
    // it anew. So a full store shows; one with less room than this is as good as full.
    private static readonly GrainKey Row = new("write-probe", "z-probe");
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private static readonly byte[] Filled = [.. "{\"fill\":\""u8, .. Enumerable.Repeat((byte)'0', 32 * 1024), .. "\"}"u8];

    private readonly CachedHealthProbe look = new("take a write", () => ProbeAsync(log), Period, time);

    /// <summary>Null when the store takes writes, otherwise why not.</summary>
    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) => look.GetFailureAsync(cancellationToken);

    private static async Task<string?> ProbeAsync(ICommitLog log)
    {
        var version = (await log.ReadAsync(Row))?.Version;
        var filled = await CommitAsync(log, version, Filled);
        return filled.Status == CommitStatus.Committed
            ? WhyNot(log, await CommitAsync(log, filled.Version, Empty))
            : WhyNot(log, filled);
    }

    private static ValueTask<CommitOutcome> CommitAsync(ICommitLog log, long? version, byte[] state) =>
        log.CommitAsync(new Commit { Grain = Row, ExpectedVersion = version, State = state });

    private static string? WhyNot(ICommitLog log, CommitOutcome outcome) => outcome.Status switch
    {
        CommitStatus.Committed => null,
        // Another node has written the row since it was read: the store takes writes.
        CommitStatus.VersionConflict => null,
        // Much to do is no fault of the store; requests are refused one by one.
        CommitStatus.Busy => null,
        _ => log.Fault ?? "The store takes no writes.",
    };
}
