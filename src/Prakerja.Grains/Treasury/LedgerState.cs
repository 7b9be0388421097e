using System.Collections.Immutable;
using Prakerja.Grains.Partners;

namespace Prakerja.Grains.Treasury;

/// <summary>The stored ledger of one event partition, after the last applied event.</summary>
public sealed record LedgerState
{
    public AccountSums Accounts { get; init; } = AccountSums.Zero;

    // A dictionary read from JSON uses a culture's order. These keys are codes, so they need the ordinal order.
    public ImmutableSortedDictionary<string, long> EventCounts
    {
        get;
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<int, WaveFigures> Waves { get; init; } =
        ImmutableSortedDictionary<int, WaveFigures>.Empty;

    public ImmutableSortedDictionary<string, ProviderFigures> Providers
    {
        get;
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, ProviderFigures>(StringComparer.Ordinal);
}
