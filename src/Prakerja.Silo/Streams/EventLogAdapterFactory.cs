using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Streams;

/// <summary>
/// Adapts the event log to the queue of an Orleans stream provider: each partition of the log is a queue with one
/// stream. The queue is read-only: events are written to the log with their commits.
/// </summary>
internal sealed class EventLogAdapterFactory(
    string name,
    ICommitLog commits,
    IEventLogReader log,
    IOptions<EventStreamOptions> options,
    EventStreamMetrics metrics,
    TimeProvider time,
    ILoggerFactory loggers) : IQueueAdapterFactory, IQueueAdapter
{
    private readonly EventLogCaches caches = new(options.Value);

    private readonly HashRingBasedStreamQueueMapper queues =
        new(new HashRingStreamQueueMapperOptions { TotalQueueCount = Partitions.Events }, name);

    public string Name => name;

    /// <summary>False: subscribers store their own position and never ask for another one.</summary>
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => caches;

    public IStreamQueueMapper GetStreamQueueMapper() => queues;

    /// <summary>Does nothing: deliveries are repeated until they succeed.</summary>
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId)
    {
        var partition = (int)queueId.GetNumericId();
        var checkpoint = new EventCheckpoint(partition, commits, loggers.CreateLogger<EventCheckpoint>());
        return new EventLogReceiver(partition, log, checkpoint, options.Value, metrics, time);
    }

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId,
        IEnumerable<T> events,
        StreamSequenceToken? token,
        Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException("Events are written to the log with a commit, never through the stream.");
}
