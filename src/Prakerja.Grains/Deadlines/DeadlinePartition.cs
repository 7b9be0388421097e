using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>Keys of the <see cref="IDeadlinesGrain"/>s.</summary>
public static class DeadlinePartition
{
    private const string KeyPrefix = "k-";

    public static string KeyOf(int partition) => FormattableString.Invariant($"{KeyPrefix}{partition}");

    /// <exception cref="FormatException">The key is not one that <see cref="KeyOf"/> makes.</exception>
    public static int Of(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && int.TryParse(key.AsSpan(KeyPrefix.Length), out var partition)
        && partition is >= 0 and < Partitions.Deadlines
            ? partition
            : throw new FormatException($"'{key}' names no partition of the due table ('{KeyPrefix}0').");
}
