using System.Collections.Immutable;

namespace Prakerja.Grains.Treasury;

/// <summary>Combines the figures of the partitions.</summary>
public static class TreasuryRules
{
    /// <summary>The figures of the whole programme: the sum over all partitions.</summary>
    public static LedgerTotals Combine(IReadOnlyCollection<LedgerFigures> ledgers)
    {
        var counts = ledgers.SelectMany(ledger => ledger.EventCounts)
            .GroupBy(count => count.Key, count => count.Value)
            .ToImmutableSortedDictionary(type => type.Key, type => type.Sum(), StringComparer.Ordinal);
        var waves = ledgers.SelectMany(ledger => ledger.Waves)
            .GroupBy(wave => wave.Wave)
            .OrderBy(wave => wave.Key)
            .Select(wave => wave.Aggregate((sum, part) => sum.Plus(part)));
        return new LedgerTotals(
            ledgers.Aggregate(AccountSums.Zero, (sum, ledger) => sum.Plus(ledger.Accounts)),
            counts,
            [.. waves],
            [.. ledgers.Select(ledger => ledger.Position).OrderBy(position => position.Partition)]);
    }
}
