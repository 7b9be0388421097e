using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.EventStreams;

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
