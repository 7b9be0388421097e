using Orleans.Streams;

namespace Prakerja.Grains.EventStreams;

/// <summary>
/// An event's place in its stream. Besides its number it carries the number of the event before it, so a subscriber
/// sees for itself whether something is missing between what it has and what it gets.
/// </summary>
[GenerateSerializer, Alias("event-place")]
public sealed class EventSequenceToken : StreamSequenceToken
{
    public EventSequenceToken(long number, long previous) => (SequenceNumber, Previous) = (number, previous);

    /// <summary>The event's number in the log.</summary>
    [Id(0)]
    public override long SequenceNumber { get; protected set; }

    /// <summary>Always 0: a number names one event.</summary>
    [Id(1)]
    public override int EventIndex { get; protected set; }

    /// <summary>The number of the partition's event before this one, as the reader of the log has seen it.</summary>
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
        _ => throw new ArgumentException("Only places in the event log can be compared.", nameof(other)),
    };
}
