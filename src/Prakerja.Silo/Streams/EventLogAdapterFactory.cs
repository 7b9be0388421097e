using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Streams;

/// <summary>
/// The event log as the queue of an Orleans stream provider: each partition of the log is one queue and carries one
/// stream. Nothing is written through it: an event enters the log with the commit it belongs to.
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

    /// <summary>False: subscribers know their own place and ask for none.</summary>
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => caches;

    public IStreamQueueMapper GetStreamQueueMapper() => queues;

    /// <summary>Deliveries are repeated until they succeed, so there is no failure to handle.</summary>
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
        throw new NotSupportedException("Events enter the log with a commit, never through the stream.");
}
