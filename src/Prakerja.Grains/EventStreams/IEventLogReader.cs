using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.EventStreams;

/// <summary>Reads the event log in order.</summary>
public interface IEventLogReader
{
    /// <summary>
    /// The events of one partition with a number above <paramref name="after"/>, ascending, at most
    /// <paramref name="limit"/>. Numbers ascend within a partition, and a gap is never filled later.
    /// </summary>
    ValueTask<IReadOnlyList<LoggedEvent>> ReadEventsAsync(int partition, long after, int limit);

    /// <summary>
    /// The number of a partition's newest event; 0 when the partition is empty. <see cref="ReadEventsAsync"/> may not
    /// return that event yet, because a database engine first waits for transactions that still run.
    /// </summary>
    ValueTask<long> GetLastNumberAsync(int partition);

    /// <summary>The number of events of a partition after a number. Counting stops at the limit.</summary>
    ValueTask<int> CountEventsAsync(int partition, long after, int limit);

    /// <summary>The events of one grain after a number, ascending: the grain's history for an auditor.</summary>
    ValueTask<IReadOnlyList<LoggedEvent>> ReadEventsOfGrainAsync(GrainKey grain, long after, int limit);
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
