using Orleans.Streams;

namespace Prakerja.Grains.EventStreams;

/// <summary>
/// The position of an event in its stream. It holds the event's number and the number of the event before it, so that a
/// subscriber can see whether an event between the last one and this one is missing.
/// </summary>
[GenerateSerializer, Alias("event-place")]
public sealed class EventSequenceToken : StreamSequenceToken
{
    public EventSequenceToken(long number, long previous) => (SequenceNumber, Previous) = (number, previous);

    /// <summary>The event's number in the log.</summary>
    [Id(0)]
    public override long SequenceNumber { get; protected set; }

    /// <summary>Always 0, because every event has its own number.</summary>
    [Id(1)]
    public override int EventIndex { get; protected set; }

    /// <summary>The number of the event before this one in the partition, as it was read from the log.</summary>
    [Id(2)]
    public long Previous { get; private set; }

    public override bool Equals(StreamSequenceToken? other) =>
        other is EventSequenceToken && other.SequenceNumber == SequenceNumber;

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    public override int GetHashCode() => SequenceNumber.GetHashCode();

    public override int CompareTo(StreamSequenceToken? other) => other switch
    {
        null => 1,
        EventSequenceToken => SequenceNumber.CompareTo(other.SequenceNumber),
        _ => throw new ArgumentException("Only positions in the event log can be compared.", nameof(other)),
    };
}
