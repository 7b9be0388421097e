using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

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
