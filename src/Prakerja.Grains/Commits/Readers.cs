using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Commits;

/// <summary>Looks values up in the claims: who holds this card number, this code, this phone?</summary>
public interface IClaimReader
{
    /// <summary>The key of the grain that holds the value, null when nobody does.</summary>
    ValueTask<string?> FindHolderAsync(ClaimKind kind, KeyedHash value);

    /// <summary>The values of one kind that a grain holds, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<KeyedHash>> HeldByAsync(ClaimKind kind, string holder, int limit);
}

/// <summary>Reads the event log in order: what a partition holds after a number.</summary>
public interface IEventLogReader
{
    /// <summary>
    /// Events of one partition with a number above <paramref name="after"/>, ascending, at most
    /// <paramref name="limit"/>. Numbers rise within a partition without a gap being filled later.
    /// </summary>
    ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(int partition, long after, int limit);

    /// <summary>
    /// The number of a partition's newest event, 0 when it has none: how far there is to read. It may be ahead of what
    /// <see cref="ReadAsync"/> gives yet: an engine waits for transactions that still run.
    /// </summary>
    ValueTask<long> LastAsync(int partition);

    /// <summary>How many events a partition holds after a number; counts no further than a limit.</summary>
    ValueTask<int> CountAsync(int partition, long after, int limit);

    /// <summary>Events of one grain, ascending, after a number: its history for an auditor.</summary>
    ValueTask<IReadOnlyList<LoggedEvent>> ReadOfGrainAsync(GrainKey grain, long after, int limit);
}

/// <summary>One row of the event log.</summary>
[GenerateSerializer, Immutable, Alias("logged-event")]
public sealed record LoggedEvent(
    [property: Id(0)] long Number,
    [property: Id(1)] int Partition,
    [property: Id(2)] GrainKey Grain,
    [property: Id(3)] string Type,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] byte[] Payload);

/// <summary>Reads the due table.</summary>
public interface IDeadlineReader
{
    /// <summary>The earliest due rows of a partition (due ≤ now), at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<DueDeadline>> DueAsync(int partition, DateTimeOffset now, int limit);

    /// <summary>How many deadlines are armed in all, how many are due, and the earliest.</summary>
    ValueTask<DeadlineFigures> FiguresAsync(DateTimeOffset now);
}

public readonly record struct DueDeadline(GrainKey Grain, DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("deadline-figures")]
public sealed record DeadlineFigures(
    [property: Id(0)] long Armed,
    [property: Id(1)] long Due,
    [property: Id(2)] DateTimeOffset? Earliest);

/// <summary>Reads a wave's roll, joined with what decides before the draw.</summary>
public interface IRollReader
{
    /// <summary>
    /// All entries of one roll partition, ordered by household then participant, each with the count of the household's
    /// earlier recipients and the exclusion list, if any, that names the participant.
    /// </summary>
    ValueTask<IReadOnlyList<RollRow>> ReadAsync(int wave, int partition);

    /// <summary>Applicants of a wave by province and tier.</summary>
    ValueTask<IReadOnlyList<RollCount>> CountAsync(int wave);
}

public readonly record struct RollRow(RollEntry Entry, int EarlierRecipients, ClaimKind? ExcludedBy);

[GenerateSerializer, Immutable, Alias("roll-count")]
public readonly record struct RollCount(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] long Applicants);

/// <summary>Lists what exists, from indexes alone; never by reading states.</summary>
public interface IKeyReader
{
    /// <summary>Keys of one grain type above <paramref name="after"/> (null = from the first), ascending.</summary>
    ValueTask<IReadOnlyList<string>> KeysAsync(string grainType, string? after, int limit);

    /// <summary>The gates of all waves, by number.</summary>
    ValueTask<IReadOnlyList<WaveGate>> GatesAsync();
}

/// <summary>How keys are spread over partitions. Stored rows depend on it: it never changes.</summary>
public static class Partitions
{
    /// <summary>Partitions of the due table, each watched by one <c>Deadlines</c> grain.</summary>
    public const int Deadlines = 64;

    /// <summary>Partitions of the event log, each one queue of the event stream.</summary>
    public const int Events = 4;

    /// <summary>FNV-1a over the key's UTF-16 units, folded; stable over processes and versions.</summary>
    public static int Of(string key, int count)
    {
        var hash = 2166136261u;
        foreach (var unit in key)
            hash = (hash ^ unit) * 16777619u;
        // FNV's low bits are weak for short keys; one multiply-shift spreads the high bits down.
        hash = (hash ^ (hash >> 15)) * 2246822519u;
        return (int)((hash ^ (hash >> 13)) % (uint)count);
    }
}
