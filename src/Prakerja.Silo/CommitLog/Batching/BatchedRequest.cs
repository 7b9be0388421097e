using System.Threading.Tasks.Sources;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// One caller's request on its way through a <see cref="RequestBatcher{TRequest,TResult}"/>, and what the caller awaits. It
/// goes back to the pump's pool when the caller takes the result, so a commit leaves next to no garbage.
/// </summary>
internal sealed class BatchedRequest<TRequest, TResult>(Action<BatchedRequest<TRequest, TResult>> giveBack)
    : IValueTaskSource<TResult>
{
    // Asynchronously, so that neither the pump nor the writer thread ever runs a grain's code.
    private ManualResetValueTaskSourceCore<TResult> core = new() { RunContinuationsAsynchronously = true };

    public TRequest Request { get; private set; } = default!;

    /// <summary>When the caller asked, as the time provider's timestamp.</summary>
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
        // Throws for a result taken twice, before the call could get into the pool twice.
        _ = core.GetStatus(token);
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            Request = default!;
            core.Reset();
            giveBack(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
