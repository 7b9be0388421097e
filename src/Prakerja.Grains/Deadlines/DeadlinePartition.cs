using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>The keys of the <see cref="IDeadlinesGrain"/>s: "k-" and the partition of the due table.</summary>
public static class DeadlinePartition
{
    private const string KeyPrefix = "k-";

    public static string KeyOf(int partition) => FormattableString.Invariant($"{KeyPrefix}{partition}");

    /// <exception cref="FormatException">The key was not made by <see cref="KeyOf"/>.</exception>
    public static int Of(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && int.TryParse(key.AsSpan(KeyPrefix.Length), out var partition)
        && partition is >= 0 and < Partitions.AllDeadlines
            ? partition
            : throw new FormatException($"'{key}' is not the key of a due-table partition, such as '{KeyPrefix}0'.");
}
