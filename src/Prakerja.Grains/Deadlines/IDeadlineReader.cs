using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>Reads the due table.</summary>
public interface IDeadlineReader
{
    /// <summary>The earliest due rows of a partition (deadline ≤ now), at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<DueDeadline>> ReadDueAsync(int partition, DateTimeOffset now, int limit);

    /// <summary>The number of grains of a type whose deadline is at or before an instant.</summary>
    ValueTask<long> CountDueAsync(string grainType, DateTimeOffset before);

    /// <summary>The number of all deadlines, the number of due ones, and the earliest deadline.</summary>
    ValueTask<DeadlineFigures> CountDeadlinesAsync(DateTimeOffset now);
}

/// <summary>A row of the due table: a grain and its deadline.</summary>
public readonly record struct DueDeadline(GrainKey Grain, DateTimeOffset At);

/// <summary>Figures about all deadlines of the due table.</summary>
/// <param name="Armed">All deadlines, in the past and in the future.</param>
/// <param name="Due">Deadlines whose time has come.</param>
/// <param name="Earliest">The earliest deadline; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("deadline-figures")]
public sealed record DeadlineFigures(
    [property: Id(0)] long Armed,
    [property: Id(1)] long Due,
    [property: Id(2)] DateTimeOffset? Earliest);
