using Orleans.Streams;
using Prakerja.Grains.EventStreams;

namespace Prakerja.Silo.Streams;

/// <summary>Consecutive events of one partition, which are delivered together.</summary>
/// <param name="partition">The partition of the events.</param>
/// <param name="previous">The number of the event before them in the partition.</param>
/// <param name="events">At least one event, in ascending order of numbers.</param>
[GenerateSerializer, Immutable, Alias("event-log-batch")]
internal sealed class EventLogBatch(int partition, long previous, LoggedEvent[] events) : IBatchContainer
{
    [Id(0)]
    private readonly int partition = partition;

    [Id(1)]
    private readonly long previous = previous;

    [Id(2)]
    private readonly LoggedEvent[] events = events;

    public StreamId StreamId => StreamId.Create(EventStreamNames.Namespace, EventStreamNames.KeyOf(partition));

    public StreamSequenceToken SequenceToken => new EventSequenceToken(events[0].Number, previous);

    public long Last => events[^1].Number;

    public int Count => events.Length;

    /// <summary>
    /// True when the batch left the cache before every subscriber had taken it. Only for the receiver: not serialized.
    /// </summary>
    [field: NonSerialized]
    internal bool IsLeftBehind { get; set; }

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        var before = previous;
        foreach (var logged in events)
        {
            if (logged is T item)
                yield return Tuple.Create<T, StreamSequenceToken>(item, new EventSequenceToken(logged.Number, before));
            before = logged.Number;
        }
    }

    public bool ImportRequestContext() => false;
}
