using Prakerja.Grains.Persistence;
using Prakerja.Grains.Timing;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// The due rows of one partition that were called and are still due: their grain threw, or returned without moving its
/// deadline. Each row waits for its own delay, which grows with each failure, so no row delays the rows behind it.
/// </summary>
internal sealed class DeadlineRetries(DeadlineOptions options)
{
    private readonly Dictionary<GrainKey, Waiting> waiting = [];
    private readonly ExponentialBackoff backoff = new(options.FirstRetryDelay, options.LongestRetryDelay);

    public int Count => waiting.Count;

    public bool IsFull => waiting.Count >= options.MaxSetAside;

    /// <summary>
    /// True when a deadline should be called now: a waiting one when its delay is over, any other while there is room
    /// to remember a failure. A new deadline of the same grain does not wait for the old one.
    /// </summary>
    public bool Admits(DueDeadline due, DateTimeOffset now) =>
        waiting.TryGetValue(due.Grain, out var entry)
            ? entry.At != due.At || now >= entry.RetryAt
            : !IsFull;

    /// <summary>Postpones a deadline that failed and returns how many times in a row it has failed.</summary>
    /// <param name="longest">The longest delay when the failure is not the grain's own.</param>
    public int Add(DueDeadline due, DateTimeOffset now, TimeSpan? longest = null)
    {
        var failures = waiting.TryGetValue(due.Grain, out var entry) && entry.At == due.At ? entry.Failures + 1 : 1;
        var delay = backoff.DelayAfter(failures);
        waiting[due.Grain] = new Waiting(due.At, failures, now + (longest < delay ? longest.Value : delay));
        return failures;
    }

    /// <summary>
    /// Forgets the waiting rows that are not due any more. Without this, failures that ended long ago would fill the
    /// memory, and no new deadline would be called.
    /// </summary>
    /// <param name="due">The first due rows, in the order of their times.</param>
    /// <param name="areAll">True when there are no other due rows.</param>
    /// <param name="called">The rows that were called before these were read: a row still due would be among
    /// these.</param>
    public void Forget(IReadOnlyList<DueDeadline> due, bool areAll, IEnumerable<DueDeadline> called)
    {
        if (waiting.Count == 0) return;
        var present = due.Select(row => row.Grain).ToHashSet();
        foreach (var row in called)
        {
            if (!present.Contains(row.Grain)) waiting.Remove(row.Grain);
        }

        var readUpTo = areAll ? DateTimeOffset.MaxValue : due[^1].At;
        foreach (var (grain, entry) in waiting)
        {
            if (entry.At < readUpTo && !present.Contains(grain)) waiting.Remove(grain);
        }
    }

    private readonly record struct Waiting(DateTimeOffset At, int Failures, DateTimeOffset RetryAt);
}
