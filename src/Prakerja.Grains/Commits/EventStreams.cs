using System.Globalization;
using Orleans.Streams;

namespace Prakerja.Grains.Commits;

/// <summary>
/// Names of the event streams: one stream for each partition of the event log. A subscriber is one grain for each
/// partition, since an implicit subscription gives the grain the stream's key.
/// </summary>
public static class EventStreams
{
    /// <summary>The stream provider's name.</summary>
    public const string Provider = "events";

    /// <summary>The namespace of all event streams: what a subscriber's attribute names.</summary>
    public const string Namespace = "events";

    // A letter beyond f, so that the stock ADO.NET storage never takes the key for a number.
    private const string KeyPrefix = "s-";

    public static string KeyOf(int partition) => KeyPrefix + partition.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The key is not one that <see cref="KeyOf"/> makes.</exception>
    public static int PartitionOf(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && int.TryParse(key.AsSpan(KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            ? partition
            : throw new FormatException($"'{key}' is not the key of an event stream ('{KeyPrefix}0').");
}

/// <summary>
/// An event's place in its stream. Besides its number it carries the number of the event before it, so a subscriber
/// sees for itself whether something is missing between what it has and what it gets.
/// </summary>
[GenerateSerializer, Alias("event-place")]
public sealed class EventPlace : StreamSequenceToken
{
    public EventPlace(long number, long previous) => (SequenceNumber, Previous) = (number, previous);

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
        other is EventPlace && other.SequenceNumber == SequenceNumber;

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    public override int GetHashCode() => SequenceNumber.GetHashCode();

    public override int CompareTo(StreamSequenceToken? other) => other switch
    {
        null => 1,
        EventPlace => SequenceNumber.CompareTo(other.SequenceNumber),
        _ => throw new ArgumentException("Only places in the event log can be compared.", nameof(other)),
    };
}
