using System.Collections.Concurrent;
using System.Threading.Channels;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// Gathers requests that wait at the same moment and has them carried out together. While one group is carried out the
/// next one gathers, so a group is as large as the load makes it, and a lone request never waits for company. Several
/// workers may carry out a group each at the same time.
/// </summary>
internal abstract class RequestBatcher<TRequest, TResult> : IAsyncDisposable
{
    private readonly Channel<BatchedRequest<TRequest, TResult>> queue;
    private readonly ConcurrentQueue<BatchedRequest<TRequest, TResult>> pool = new();
    private readonly Action<BatchedRequest<TRequest, TResult>> giveBack;
    private readonly CancellationTokenSource stopping = new();
    private readonly TimeProvider time;
    private readonly int capacity;
    private readonly Task pumping;
    private int pooled;

    protected RequestBatcher(int workers, int capacity, int maxGroup, Func<RetryPause> pauses, TimeProvider time)
    {
        (this.capacity, this.time) = (capacity, time);
        queue = Channel.CreateBounded<BatchedRequest<TRequest, TResult>>(
            new BoundedChannelOptions(capacity) { SingleReader = workers == 1 });
        giveBack = GiveBack;
        pumping = Task.WhenAll(
            Enumerable.Range(0, workers).Select(_ => Task.Run(new Worker(this, maxGroup, pauses()).PumpAsync)));
    }

    /// <summary>Requests that wait to be taken into a group.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Queues a request; false when the queue is full or the pump stops.</summary>
    public bool TryBegin(TRequest request, out ValueTask<TResult> result)
    {
        if (!pool.TryDequeue(out var call)) call = new BatchedRequest<TRequest, TResult>(giveBack);
        else Interlocked.Decrement(ref pooled);
        result = call.Begin(request, time.GetTimestamp());
        if (queue.Writer.TryWrite(call)) return true;
        GiveBack(call); // nobody else has seen it
        result = default;
        return false;
    }

    /// <summary>Carries out what waits, then takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (queue.Writer.TryComplete()) await stopping.CancelAsync();
        await pumping;
        stopping.Dispose();
    }

    /// <summary>Fills in one result for each request.</summary>
    /// <exception cref="StoreUnavailableException">None of the group can be answered.</exception>
    protected abstract ValueTask ExecuteAsync(ReadOnlyMemory<TRequest> requests, Memory<TResult> results);

    /// <summary>Answers a caller whose group failed.</summary>
    protected abstract void Fail(BatchedRequest<TRequest, TResult> call, StoreUnavailableException failure);

    /// <summary>Told of each group carried out, before its callers are answered.</summary>
    protected abstract void Completed(ReadOnlySpan<TResult> results, TimeSpan longest);

    /// <summary>Told of each failed group, with the pause that follows.</summary>
    protected abstract void Failed(Exception failure, int size, TimeSpan pauseBefore);

    private void GiveBack(BatchedRequest<TRequest, TResult> call)
    {
        // No more than can wait at once: a rush must not keep its memory for ever.
        if (Interlocked.Increment(ref pooled) <= capacity) pool.Enqueue(call);
        else Interlocked.Decrement(ref pooled);
    }

    /// <summary>Takes a group, has it carried out, and meanwhile answers the one before.</summary>
    private sealed class Worker(RequestBatcher<TRequest, TResult> pump, int maxGroup, RetryPause pause)
    {
        private Group next = new(maxGroup);
        private Group done = new(maxGroup);

        public async Task PumpAsync()
        {
            while (true)
            {
                next.Take(pump.queue.Reader);
                if (next.Count == 0)
                {
                    // Those who get their answers now may be back at once, so look again before going to sleep.
                    if (done.Count > 0) done.Answer();
                    else if (!await pump.queue.Reader.WaitToReadAsync()) return;
                    continue;
                }

                var executing = ExecuteGroupAsync(next);
                done.Answer();
                await executing;
                (next, done) = (done, next);
            }
        }

        private async Task ExecuteGroupAsync(Group group)
        {
            try
            {
                await pump.ExecuteAsync(group.Requests, group.Results);
                pause.Reset();
                pump.Completed(group.Results.Span, pump.time.GetElapsedTime(group.FirstAskedAt));
            }
#pragma warning disable CA1031 // Whatever fails, every caller must be answered and the pump must go on.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                var length = pause.Next();
                pump.Failed(failure, group.Count, length);
                var unavailable = failure as StoreUnavailableException
                    ?? new StoreUnavailableException("The commit log failed; its log tells why.", failure);
                group.Fail(call => pump.Fail(call, unavailable));
                await PauseAsync(length);
            }
        }

        private async Task PauseAsync(TimeSpan length)
        {
            try
            {
                await Task.Delay(length, pump.time, pump.stopping.Token);
            }
            catch (OperationCanceledException) when (pump.stopping.IsCancellationRequested)
            {
                // Stopping: what waits is tried once more, without pauses.
            }
        }
    }

    private sealed class Group(int capacity)
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

/// <summary>How long to wait after a failure: twice as long each time, up to a limit; afresh after a success.</summary>
internal sealed class RetryPause(TimeSpan first, TimeSpan longest)
{
    private int failures;

    public TimeSpan Next()
    {
        var pause = first * Math.Pow(2, failures);
        if (pause >= longest) return longest;
        failures++;
        return pause;
    }

    public void Reset() => failures = 0;
}
