using Orleans.Concurrency;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Treasury;

/// <inheritdoc cref="ILedgerTotalsGrain"/>
[StatelessWorker]
[GrainType("treasury")]
internal sealed class LedgerTotalsGrain : Grain, ILedgerTotalsGrain
{
    public async Task<LedgerTotals> GetFigures() =>
        TreasuryRules.Combine(await Task.WhenAll(Ledgers().Select(ledger => ledger.GetFigures())));

    public async Task<ProviderFigures> GetProviderFigures(string provider)
    {
        var parts = await Task.WhenAll(Ledgers().Select(ledger => ledger.GetProviderFigures(provider)));
        return parts.Aggregate(ProviderFigures.None, (sum, part) => sum.Plus(part));
    }

    private IEnumerable<ILedgerGrain> Ledgers() => Enumerable.Range(0, Partitions.Events)
        .Select(partition => GrainFactory.GetGrain<ILedgerGrain>(EventStreamNames.KeyOf(partition)));
}
