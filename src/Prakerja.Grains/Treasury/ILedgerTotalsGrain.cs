using Orleans.Concurrency;
using Prakerja.Grains.Partners;

namespace Prakerja.Grains.Treasury;

/// <summary>
/// The figures of the whole programme: the sum of the ledgers of all event partitions. It stores nothing, so every silo
/// has as many activations as it needs. Key: <see cref="Key"/>.
/// </summary>
[Alias("ITreasuryGrain")]
[GrainInterfaceType("ITreasuryGrain")]
public interface ILedgerTotalsGrain : IGrainWithStringKey
{
    const string Key = "q-treasury";

    /// <summary>All figures, with the position of each ledger in the event log.</summary>
    [AlwaysInterleave, Alias("GetFigures")]
    Task<LedgerTotals> GetFigures();

    /// <summary>The figures of one provider's courses.</summary>
    [AlwaysInterleave, Alias("GetProviderFigures")]
    Task<ProviderFigures> GetProviderFigures(string provider);
}
