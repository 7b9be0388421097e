using System.Globalization;

namespace Prakerja.Grains.EventStreams;

/// <summary>
/// Names of the event streams: one stream for each partition of the event log. A subscriber is one grain for each
/// partition, since an implicit subscription gives the grain the stream's key.
/// </summary>
public static class EventStreamNames
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
