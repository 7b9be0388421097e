namespace Prakerja.Grains.Caching;

/// <summary>
/// A query whose answer all callers share for its lifetime, so that the query starts at most once in that time. A
/// failed query is not kept: the next caller starts another. Thread-safe.
/// </summary>
/// <param name="query">The query; it must not block.</param>
/// <param name="lifetime">How long an answer is valid, from the start of its query.</param>
/// <param name="time">The real clock.</param>
/// <param name="overlaps">
/// What happens when a query runs longer than the lifetime. True: the next caller starts another, so a call that hangs
/// holds up no later caller. False: callers wait for it, so that there is never more than one.
/// </param>
public sealed class CachedQuery<T>(
    Func<Task<T>> query, TimeSpan lifetime, TimeProvider time, bool overlaps = false)
{
    private readonly Lock access = new();
    private volatile Run? last;

    public Task<T> GetAsync()
    {
        if (last is { } run && IsShared(run)) return run.Answer;
        lock (access)
        {
            if (last is { } meanwhile && IsShared(meanwhile)) return meanwhile.Answer;
            var startedAt = time.GetTimestamp();
            return (last = new Run(query(), startedAt)).Answer;
        }
    }

    private bool IsShared(Run run) => run.Answer.IsCompleted
        ? run.Answer.IsCompletedSuccessfully && IsWithinLifetime(run)
        : !overlaps || IsWithinLifetime(run);

    private bool IsWithinLifetime(Run run) => time.GetElapsedTime(run.StartedAt) < lifetime;

    private sealed record Run(Task<T> Answer, long StartedAt);
}
