namespace Prakerja.Grains.Caching;

/// <summary>
/// A query whose answer is shared: by all callers within its lifetime, and by the callers that come while it runs. So
/// it runs at most once per lifetime, however often it is asked for. Failures are not kept. Thread-safe.
/// </summary>
/// <param name="query">The query; it must not block.</param>
/// <param name="lifetime">How long an answer is valid, from the start of its query.</param>
/// <param name="time">The real clock.</param>
public sealed class CachedQuery<T>(Func<Task<T>> query, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock access = new();
    private volatile Run? last;

    public Task<T> GetAsync()
    {
        if (last is { } run && IsValid(run)) return run.Answer;
        lock (access)
        {
            if (last is { } meanwhile && IsValid(meanwhile)) return meanwhile.Answer;
            var startedAt = time.GetTimestamp();
            return (last = new Run(query(), startedAt)).Answer;
        }
    }

    private bool IsValid(Run run) =>
        !run.Answer.IsCompleted
        || (run.Answer.IsCompletedSuccessfully && time.GetElapsedTime(run.StartedAt) < lifetime);

    private sealed record Run(Task<T> Answer, long StartedAt);
}
