using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Treasury;

/// <inheritdoc cref="ITreasuryGrain"/>
[StatelessWorker]
[GrainType("treasury")]
internal sealed class TreasuryGrain : Grain, ITreasuryGrain
{
    public async Task<TreasuryFigures> GetFigures() =>
        TreasuryRules.Together(await Task.WhenAll(Ledgers().Select(ledger => ledger.GetBooks())));

    public async Task<ProviderFigures> GetProviderFigures(string provider)
    {
        var parts = await Task.WhenAll(Ledgers().Select(ledger => ledger.GetProviderFigures(provider)));
        return parts.Aggregate(ProviderFigures.None, (sum, part) => sum.Plus(part));
    }

    private IEnumerable<ILedgerGrain> Ledgers() => Enumerable.Range(0, Partitions.Events)
        .Select(partition => GrainFactory.GetGrain<ILedgerGrain>(EventStreamNames.KeyOf(partition)));
}

/// <summary>How the books of the partitions become the programme's.</summary>
public static class TreasuryRules
{
    public static TreasuryFigures Together(IReadOnlyCollection<LedgerFigures> books)
    {
        var counts = books.SelectMany(part => part.EventCounts)
            .GroupBy(count => count.Key, count => count.Value)
            .ToImmutableSortedDictionary(type => type.Key, type => type.Sum(), StringComparer.Ordinal);
        var waves = books.SelectMany(part => part.Waves)
            .GroupBy(wave => wave.Wave)
            .OrderBy(wave => wave.Key)
            .Select(wave => wave.Aggregate((sum, part) => sum.Plus(part)));
        return new TreasuryFigures(
            books.Aggregate(AccountSums.Zero, (sum, part) => sum.Plus(part.Accounts)),
            counts,
            [.. waves],
            [.. books.Select(part => part.Position).OrderBy(position => position.Partition)]);
    }
}
