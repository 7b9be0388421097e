using System.Threading.Tasks.Sources;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// One request in a <see cref="RequestBatcher{TRequest,TResult}"/>, and the task that its caller awaits. It returns to
/// the batcher's pool when the caller takes the result, so a commit allocates almost nothing.
/// </summary>
internal sealed class BatchedRequest<TRequest, TResult>(Action<BatchedRequest<TRequest, TResult>> returnToPool)
    : IValueTaskSource<TResult>
{
    // Asynchronous, so that the batcher and the writer thread never run a grain's code.
    private ManualResetValueTaskSourceCore<TResult> core = new() { RunContinuationsAsynchronously = true };

    public TRequest Request { get; private set; } = default!;

    /// <summary>When the caller made the request, as a timestamp of the time provider.</summary>
    public long AskedAt { get; private set; }

    public ValueTask<TResult> Begin(TRequest request, long askedAt)
    {
        (Request, AskedAt) = (request, askedAt);
        return new ValueTask<TResult>(this, core.Version);
    }

    public void Succeed(TResult result) => core.SetResult(result);

    public void Fail(Exception failure) => core.SetException(failure);

    public TResult GetResult(short token)
    {
        // Throws when a result is taken twice, before this object could be returned to the pool twice.
        _ = core.GetStatus(token);
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            Request = default!;
            core.Reset();
            returnToPool(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
