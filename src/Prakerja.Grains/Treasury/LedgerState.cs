using System.Collections.Immutable;
using Prakerja.Grains.Partners;

namespace Prakerja.Grains.Treasury;

/// <summary>The books of one event partition, as of the last event taken.</summary>
public sealed record LedgerState
{
    public AccountSums Accounts { get; init; } = AccountSums.Zero;

    // What was read from JSON sorts as the machine's culture would; a code is no word of any language.
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
