using System.Globalization;

namespace Prakerja.Grains.EventStreams;

/// <summary>
/// The names of the event streams. There is one stream for each partition of the event log. A subscriber has one grain
/// for each partition, because an implicit subscription activates the grain that has the stream's key.
/// </summary>
public static class EventStreamNames
{
    /// <summary>The name of the stream provider.</summary>
    public const string Provider = "events";

    /// <summary>The namespace of all event streams, for the attribute of a subscriber.</summary>
    public const string Namespace = "events";

    // The letter is not a hexadecimal digit, so that the Orleans ADO.NET storage never parses the key as a number.
    private const string KeyPrefix = "s-";

    public static string KeyOf(int partition) => KeyPrefix + partition.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The key was not made by <see cref="KeyOf"/>.</exception>
    public static int PartitionOf(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && int.TryParse(
            key.AsSpan(KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            ? partition
            : throw new FormatException($"'{key}' is not the key of an event stream, such as '{KeyPrefix}0'.");
}
