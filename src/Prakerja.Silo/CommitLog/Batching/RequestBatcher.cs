using System.Collections.Concurrent;
using System.Threading.Channels;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Timing;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// Collects requests that wait at the same moment and executes them as a batch. While one batch is executed the next
/// one collects, so the batch size follows the load, and a single request never waits for others. Several workers may
/// each execute a batch at the same time.
/// </summary>
internal abstract class RequestBatcher<TRequest, TResult> : IAsyncDisposable
{
    private readonly Channel<BatchedRequest<TRequest, TResult>> queue;
    private readonly ConcurrentQueue<BatchedRequest<TRequest, TResult>> pool = new();
    private readonly Action<BatchedRequest<TRequest, TResult>> returnToPool;
    private readonly CancellationTokenSource stopping = new();
    private readonly TimeProvider time;
    private readonly int capacity;
    private readonly Task working;
    private int pooled;

    protected RequestBatcher(
        int workers, int capacity, int maxBatch, ExponentialBackoff backoff, TimeProvider time)
    {
        (this.capacity, this.time) = (capacity, time);
        queue = Channel.CreateBounded<BatchedRequest<TRequest, TResult>>(
            new BoundedChannelOptions(capacity) { SingleReader = workers == 1 });
        returnToPool = ReturnToPool;
        working = Task.WhenAll(
            Enumerable.Range(0, workers).Select(_ => Task.Run(new Worker(this, maxBatch, backoff).RunAsync)));
    }

    /// <summary>Requests that are in the queue and not yet in a batch.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Queues a request; false when the queue is full or this batcher stops.</summary>
    public bool TryBegin(TRequest request, out ValueTask<TResult> result)
    {
        if (!pool.TryDequeue(out var call)) call = new BatchedRequest<TRequest, TResult>(returnToPool);
        else Interlocked.Decrement(ref pooled);
        result = call.Begin(request, time.GetTimestamp());
        if (queue.Writer.TryWrite(call)) return true;
        ReturnToPool(call); // the queue did not take it
        result = default;
        return false;
    }

    /// <summary>Executes the requests that wait and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (queue.Writer.TryComplete()) await stopping.CancelAsync();
        await working;
        stopping.Dispose();
    }

    /// <summary>Executes a batch: fills in one result for each request.</summary>
    /// <exception cref="StoreUnavailableException">No request of the batch has a result.</exception>
    protected abstract ValueTask ExecuteAsync(ReadOnlyMemory<TRequest> requests, Memory<TResult> results);

    /// <summary>Answers a caller after its batch failed.</summary>
    protected abstract void Fail(BatchedRequest<TRequest, TResult> call, StoreUnavailableException failure);

    /// <summary>Called after each executed batch, before its callers get their results.</summary>
    /// <param name="longest">The time since the oldest request of the batch was made.</param>
    protected abstract void Completed(ReadOnlySpan<TResult> results, TimeSpan longest);

    /// <summary>Called after each failed batch.</summary>
    /// <param name="size">Requests of the batch.</param>
    /// <param name="pause">The pause that follows.</param>
    protected abstract void Failed(Exception failure, int size, TimeSpan pause);

    private void ReturnToPool(BatchedRequest<TRequest, TResult> call)
    {
        // At most as many as can wait at once: after a peak the memory is freed.
        if (Interlocked.Increment(ref pooled) <= capacity) pool.Enqueue(call);
        else Interlocked.Decrement(ref pooled);
    }

    /// <summary>Takes a batch and executes it, and meanwhile answers the callers of the batch before.</summary>
    private sealed class Worker(RequestBatcher<TRequest, TResult> batcher, int maxBatch, ExponentialBackoff backoff)
    {
        private Batch next = new(maxBatch);
        private Batch done = new(maxBatch);
        private int failures; // in a row

        public async Task RunAsync()
        {
            while (true)
            {
                next.Take(batcher.queue.Reader);
                if (next.Count == 0)
                {
                    // The callers answered now may ask again at once, so check the queue again before waiting.
                    if (done.Count > 0) done.Answer();
                    else if (!await batcher.queue.Reader.WaitToReadAsync()) return;
                    continue;
                }

                var executing = ExecuteBatchAsync(next);
                done.Answer();
                await executing;
                (next, done) = (done, next);
            }
        }

        private async Task ExecuteBatchAsync(Batch batch)
        {
            try
            {
                await batcher.ExecuteAsync(batch.Requests, batch.Results);
                failures = 0;
                batcher.Completed(batch.Results.Span, batcher.time.GetElapsedTime(batch.FirstAskedAt));
            }
#pragma warning disable CA1031 // Every caller must get an answer and the worker must go on, whatever fails.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                var pause = backoff.DelayAfter(++failures);
                batcher.Failed(failure, batch.Count, pause);
                var unavailable = failure as StoreUnavailableException
                    ?? new StoreUnavailableException(
                        "The commit log failed: see the log of the silo for the reason.", failure);
                batch.Fail(call => batcher.Fail(call, unavailable));
                await PauseAsync(pause);
            }
        }

        private async Task PauseAsync(TimeSpan pause)
        {
            try
            {
                await Task.Delay(pause, batcher.time, batcher.stopping.Token);
            }
            catch (OperationCanceledException) when (batcher.stopping.IsCancellationRequested)
            {
                // While stopping, the waiting requests are executed without pauses.
            }
        }
    }

    private sealed class Batch(int capacity)
    {
        private readonly BatchedRequest<TRequest, TResult>[] calls = new BatchedRequest<TRequest, TResult>[capacity];
        private readonly TRequest[] requests = new TRequest[capacity];
        private readonly TResult[] results = new TResult[capacity];

        public int Count { get; private set; }

        public long FirstAskedAt => calls[0].AskedAt;

        public ReadOnlyMemory<TRequest> Requests => requests.AsMemory(0, Count);

        public Memory<TResult> Results => results.AsMemory(0, Count);

        public void Take(ChannelReader<BatchedRequest<TRequest, TResult>> queue)
        {
            while (Count < calls.Length && queue.TryRead(out var call))
            {
                calls[Count] = call;
                requests[Count++] = call.Request;
            }
        }

        public void Answer()
        {
            for (var i = 0; i < Count; i++)
                calls[i].Succeed(results[i]);
            Clear();
        }

        public void Fail(Action<BatchedRequest<TRequest, TResult>> fail)
        {
            for (var i = 0; i < Count; i++)
                fail(calls[i]);
            Clear();
        }

        private void Clear()
        {
            Array.Clear(calls, 0, Count);
            Array.Clear(requests, 0, Count);
            Array.Clear(results, 0, Count);
            Count = 0;
        }
    }
}
