namespace Prakerja.Grains.Commits;

/// <summary>
/// The due rows of one partition that were called and are still there: their grain threw, or returned without moving
/// its deadline. Each waits for its own, growing, time, so none of them holds up the rows behind it.
/// </summary>
internal sealed class SetAsideDeadlines(DeadlineOptions options)
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
    public int Add(DueDeadline due, DateTimeOffset now)
    {
        var times = waiting.TryGetValue(due.Grain, out var entry) && entry.At == due.At ? entry.Times + 1 : 1;
        waiting[due.Grain] = new Waiting(due.At, times, now + DelayAfter(times));
        return times;
    }

    /// <summary>Forgets what is no longer among the due rows: <paramref name="due"/> are all of them.</summary>
    public void KeepOnly(IEnumerable<DueDeadline> due)
    {
        if (waiting.Count == 0) return;
        var present = due.Select(row => row.Grain).ToHashSet();
        foreach (var gone in waiting.Keys.Where(grain => !present.Contains(grain)).ToList())
            waiting.Remove(gone);
    }

    private TimeSpan DelayAfter(int times)
    {
        // 2^20 seconds are days: beyond that the longest delay has long been reached.
        var ticks = options.FirstRetryDelay.Ticks * Math.Pow(2, Math.Min(times - 1, 20));
        return TimeSpan.FromTicks((long)Math.Min(ticks, options.LongestRetryDelay.Ticks));
    }

    private readonly record struct Waiting(DateTimeOffset At, int Times, DateTimeOffset RetryAt);
}
