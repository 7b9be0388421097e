using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// The due rows of one partition that were called and are still there: their grain threw, or returned without moving
/// its deadline. Each waits for its own, growing, time, so none of them holds up the rows behind it.
/// </summary>
internal sealed class DeadlineRetries(DeadlineOptions options)
{
    private readonly Dictionary<GrainKey, Waiting> waiting = [];

    public int Count => waiting.Count;

    public bool IsFull => waiting.Count >= options.MaxSetAside;

    /// <summary>
    /// Whether a deadline is to be called now: one set aside when its time is over, any other while there is room to
    /// remember that it failed. Another deadline of the same grain is a new matter.
    /// </summary>
    public bool Admits(DueDeadline due, DateTimeOffset now) =>
        waiting.TryGetValue(due.Grain, out var entry)
            ? entry.At != due.At || now >= entry.RetryAt
            : !IsFull;

    /// <summary>Sets a deadline aside and answers how often in a row it has been.</summary>
    /// <param name="longest">The longest wait when it is not the grain's own fault.</param>
    public int Add(DueDeadline due, DateTimeOffset now, TimeSpan? longest = null)
    {
        var times = waiting.TryGetValue(due.Grain, out var entry) && entry.At == due.At ? entry.Times + 1 : 1;
        var delay = DelayAfter(times);
        waiting[due.Grain] = new Waiting(due.At, times, now + (longest < delay ? longest.Value : delay));
        return times;
    }

    /// <summary>
    /// Forgets what would stand among the due rows and does not any more. Without this the memory of failures that are
    /// long mended would fill up, and nothing new be called.
    /// </summary>
    /// <param name="due">The first due rows, in the order of their times.</param>
    /// <param name="areAll">Whether there are no others.</param>
    /// <param name="called">What was called before these rows were read: if it were still due, it would stand here.</param>
    public void Forget(IReadOnlyList<DueDeadline> due, bool areAll, IEnumerable<DueDeadline> called)
    {
        if (waiting.Count == 0) return;
        var present = due.Select(row => row.Grain).ToHashSet();
        foreach (var row in called)
        {
            if (!present.Contains(row.Grain)) waiting.Remove(row.Grain);
        }

        var reached = areAll ? DateTimeOffset.MaxValue : due[^1].At;
        foreach (var (grain, entry) in waiting)
        {
            if (entry.At < reached && !present.Contains(grain)) waiting.Remove(grain);
        }
    }

    private TimeSpan DelayAfter(int times)
    {
        // 2^20 seconds are days: beyond that the longest delay has long been reached.
        var ticks = options.FirstRetryDelay.Ticks * Math.Pow(2, Math.Min(times - 1, 20));
        return TimeSpan.FromTicks((long)Math.Min(ticks, options.LongestRetryDelay.Ticks));
    }

    private readonly record struct Waiting(DateTimeOffset At, int Times, DateTimeOffset RetryAt);
}
