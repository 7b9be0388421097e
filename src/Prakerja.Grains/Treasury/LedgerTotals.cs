using System.Collections.Immutable;

namespace Prakerja.Grains.Treasury;

/// <summary>The figures of the programme, as far as the ledgers have read the event log.</summary>
/// <param name="EventCounts">The number of events by type.</param>
/// <param name="Waves">The figures of the cards by wave, ascending.</param>
/// <param name="Positions">The position of each partition's ledger.</param>
[GenerateSerializer, Immutable, Alias("treasury-figures")]
public sealed record LedgerTotals(
    [property: Id(0)] AccountSums Accounts,
    [property: Id(1)] ImmutableSortedDictionary<string, long> EventCounts,
    [property: Id(2)] ImmutableArray<WaveFigures> Waves,
    [property: Id(3)] ImmutableArray<LedgerPosition> Positions)
{
    /// <summary>True when the figures include every event that was in the log at the time of the call.</summary>
    public bool IsCaughtUp => Positions.All(position => position.LastEvent >= position.LastInLog);
}

/// <summary>The position of one ledger in its partition of the event log.</summary>
/// <param name="LastEvent">The number of the last event in the ledger.</param>
/// <param name="LastInLog">The number of the partition's newest event at the time of the call.</param>
[GenerateSerializer, Immutable, Alias("ledger-position")]
public sealed record LedgerPosition(
    [property: Id(0)] int Partition, [property: Id(1)] long LastEvent, [property: Id(2)] long LastInLog);
