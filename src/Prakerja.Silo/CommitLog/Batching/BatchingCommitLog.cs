using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Timing;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// The commit log of this process: a queue of commits and a queue of reads in front of an engine. Disposing it executes
/// the requests that wait; later requests are refused.
/// </summary>
public sealed class BatchingCommitLog : ICommitLog, IAsyncDisposable
{
    private readonly CommitBatcher commits;
    private readonly ReadBatcher reads;
    private readonly CommitLogMetrics metrics;

    public BatchingCommitLog(
        ICommitEngine engine,
        IOptions<CommitLogOptions> options,
        CommitLogMetrics metrics,
        TimeProvider time,
        ILogger<BatchingCommitLog> logger)
    {
        this.metrics = metrics;
        commits = new CommitBatcher(engine, options.Value, metrics, time, logger);
        reads = new ReadBatcher(engine, options.Value, metrics, time, logger);
        metrics.ObserveQueues(() => commits.Waiting, () => reads.Waiting);
    }

    public string? Fault => commits.Fault;

    public ValueTask<CommitOutcome> CommitAsync(Commit commit)
    {
        CommitValidation.ThrowIfMalformed(commit);
        if (commits.TryBegin(commit, out var outcome)) return outcome;
        metrics.Busy();
        return new ValueTask<CommitOutcome>(CommitOutcome.Refused(CommitStatus.Busy));
    }

    public ValueTask<StoredState?> ReadAsync(GrainKey grain)
    {
        CommitValidation.ThrowIfMalformed(grain);
        return reads.TryBegin(grain, out var state)
            ? state
            : ValueTask.FromException<StoredState?>(
                new StoreUnavailableException("Too many reads wait for the store. Try again later."));
    }

    public async ValueTask DisposeAsync()
    {
        await commits.DisposeAsync();
        await reads.DisposeAsync();
    }

    private static ExponentialBackoff BackoffOf(CommitLogOptions options) => new(
        TimeSpan.FromMilliseconds(options.FirstRetryMilliseconds),
        TimeSpan.FromMilliseconds(options.LongestRetryMilliseconds));

    private sealed class CommitBatcher(
        ICommitEngine engine,
        CommitLogOptions options,
        CommitLogMetrics metrics,
        TimeProvider time,
        ILogger logger)
        : RequestBatcher<Commit, CommitOutcome>(
            engine.WritesAtOnce, options.QueueCapacity, options.MaxBatch, BackoffOf(options), time)
    {
        private volatile string? fault;

        public string? Fault => fault;

        protected override ValueTask ExecuteAsync(
            ReadOnlyMemory<Commit> requests, Memory<CommitOutcome> results) => engine.WriteAsync(requests, results);

        protected override void Fail(BatchedRequest<Commit, CommitOutcome> call, StoreUnavailableException failure) =>
            call.Succeed(CommitOutcome.Refused(CommitStatus.Unavailable));

        protected override void Completed(ReadOnlySpan<CommitOutcome> results, TimeSpan longest)
        {
            fault = null;
            metrics.Written(results, longest);
        }

        protected override void Failed(Exception failure, int size, TimeSpan pause)
        {
            fault = failure.Message;
            metrics.Failed(size);
            logger.CommitsFailed(size, pause.TotalMilliseconds, failure);
        }
    }

    private sealed class ReadBatcher(
        ICommitEngine engine,
        CommitLogOptions options,
        CommitLogMetrics metrics,
        TimeProvider time,
        ILogger logger)
        : RequestBatcher<GrainKey, StoredState?>(
            engine.ReadsAtOnce, options.ReadQueueCapacity, options.MaxReadBatch, BackoffOf(options), time)
    {
        protected override ValueTask ExecuteAsync(
            ReadOnlyMemory<GrainKey> requests, Memory<StoredState?> results) => engine.ReadAsync(requests, results);

        // A new exception for each caller: one instance thrown in many places would mix their stack traces.
        protected override void Fail(BatchedRequest<GrainKey, StoredState?> call, StoreUnavailableException failure) =>
            call.Fail(new StoreUnavailableException(failure.Message, failure));

        protected override void Completed(ReadOnlySpan<StoredState?> results, TimeSpan longest) =>
            metrics.Read(results.Length, longest);

        protected override void Failed(Exception failure, int size, TimeSpan pause) =>
            logger.ReadsFailed(size, pause.TotalMilliseconds, failure);
    }
}

internal static partial class CommitLogMessages
{
    [LoggerMessage(1, LogLevel.Error,
        "{Count} commits were not written; their callers got \"unavailable\". Next attempt in {PauseMilliseconds} ms.")]
    public static partial void CommitsFailed(
        this ILogger logger, int count, double pauseMilliseconds, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "{Count} states were not read. Next attempt in {PauseMilliseconds} ms.")]
    public static partial void ReadsFailed(
        this ILogger logger, int count, double pauseMilliseconds, Exception failure);
}
