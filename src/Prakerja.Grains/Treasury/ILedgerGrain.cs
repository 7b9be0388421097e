using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Partners;

namespace Prakerja.Grains.Treasury;

/// <summary>
/// The ledger of one event partition. Only the event stream changes it. Key: <c>EventStreamNames.KeyOf</c>.
/// </summary>
[Alias("ILedgerGrain")]
[GrainInterfaceType("ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>The figures of this partition.</summary>
    [AlwaysInterleave, Alias("GetBooks")]
    Task<LedgerFigures> GetFigures();

    /// <summary>The figures of one provider's courses in this partition.</summary>
    [AlwaysInterleave, Alias("GetProviderFigures")]
    Task<ProviderFigures> GetProviderFigures(string provider);
}

/// <summary>The figures of one event partition.</summary>
[GenerateSerializer, Immutable, Alias("ledger-books")]
public sealed record LedgerFigures(
    [property: Id(0)] AccountSums Accounts,
    [property: Id(1)] ImmutableSortedDictionary<string, long> EventCounts,
    [property: Id(2)] ImmutableArray<WaveFigures> Waves,
    [property: Id(3)] LedgerPosition Position);
