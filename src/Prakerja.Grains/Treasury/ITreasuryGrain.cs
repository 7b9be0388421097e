using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans.Concurrency;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Treasury;

/// <summary>
/// The programme's books as one: the ledgers of all event partitions together. Keeps nothing of its own, so
/// every silo has as many as it needs. Key: <see cref="Key"/>.
/// </summary>
[Alias("ITreasuryGrain")]
[GrainInterfaceType("ITreasuryGrain")]
public interface ITreasuryGrain : IGrainWithStringKey
{
    const string Key = "q-treasury";

    /// <summary>All figures, with how far each ledger has read the log.</summary>
    [AlwaysInterleave, Alias("GetFigures")]
    Task<TreasuryFigures> GetFigures();

    /// <summary>What became of one provider's courses.</summary>
    [AlwaysInterleave, Alias("GetProviderFigures")]
    Task<ProviderFigures> GetProviderFigures(string provider);
}

/// <summary>The books, as far as the log was read.</summary>
/// <param name="EventCounts">Events by type.</param>
/// <param name="Waves">Cards by wave, ascending.</param>
/// <param name="Positions">How far each partition's ledger has read.</param>
[GenerateSerializer, Immutable, Alias("treasury-figures")]
public sealed record TreasuryFigures(
    [property: Id(0)] AccountSums Accounts,
    [property: Id(1)] ImmutableSortedDictionary<string, long> EventCounts,
    [property: Id(2)] ImmutableArray<WaveFigures> Waves,
    [property: Id(3)] ImmutableArray<LedgerPosition> Positions)
{
    /// <summary>True when every event that was in the log at the moment of asking is in the books.</summary>
    public bool IsCaughtUp => Positions.All(position => position.LastEvent >= position.LastInLog);
}

/// <summary>What stands on each account; together always 0.</summary>
[GenerateSerializer, Immutable, Alias("account-sums")]
public sealed record AccountSums(
    [property: Id(0)] Rupiah Treasury,
    [property: Id(1)] Rupiah Balances,
    [property: Id(2)] Rupiah Reserved,
    [property: Id(3)] Rupiah Settlement,
    [property: Id(4)] Rupiah Incentives)
{
    public static AccountSums Zero { get; } = new(default, default, default, default, default);

    /// <summary>The sum over all accounts: 0, or the books are wrong.</summary>
    [JsonIgnore]
    public Rupiah Total => Treasury + Balances + Reserved + Settlement + Incentives;

    public AccountSums Plus(AccountSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new AccountSums(
            Treasury + other.Treasury,
            Balances + other.Balances,
            Reserved + other.Reserved,
            Settlement + other.Settlement,
            Incentives + other.Incentives);
    }

    public AccountSums Plus(Posting posting) => posting.Account switch
    {
        Account.Treasury => this with { Treasury = Treasury + posting.Amount },
        Account.Balances => this with { Balances = Balances + posting.Amount },
        Account.Reserved => this with { Reserved = Reserved + posting.Amount },
        Account.Settlement => this with { Settlement = Settlement + posting.Amount },
        Account.Incentives => this with { Incentives = Incentives + posting.Amount },
        _ => throw new ArgumentOutOfRangeException(
            nameof(posting), posting.Account, "There is no such account."),
    };
}

/// <summary>What became of a wave's cards.</summary>
/// <param name="Lapsed">D1: each of these freed its place for a later wave.</param>
[GenerateSerializer, Immutable, Alias("wave-figures")]
public sealed record WaveFigures(
    [property: Id(0)] int Wave,
    [property: Id(1)] long Granted,
    [property: Id(2)] long Lapsed,
    [property: Id(3)] long Expired,
    [property: Id(4)] long Cancelled)
{
    /// <summary>With the figures of the same wave from another partition.</summary>
    public WaveFigures Plus(WaveFigures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new WaveFigures(
            Wave,
            Granted + other.Granted,
            Lapsed + other.Lapsed,
            Expired + other.Expired,
            Cancelled + other.Cancelled);
    }
}

/// <summary>How far one ledger has read its partition of the log.</summary>
/// <param name="LastEvent">Number of the last event in the books.</param>
/// <param name="LastInLog">Number of the partition's newest event at the moment of asking.</param>
[GenerateSerializer, Immutable, Alias("ledger-position")]
public sealed record LedgerPosition(
    [property: Id(0)] int Partition, [property: Id(1)] long LastEvent, [property: Id(2)] long LastInLog);

/// <summary>
/// The books of one event partition, written by the event stream alone. Key: <c>EventStreamNames.KeyOf</c>.
/// </summary>
[Alias("ILedgerGrain")]
[GrainInterfaceType("ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    [AlwaysInterleave, Alias("GetBooks")]
    Task<LedgerFigures> GetBooks();

    [AlwaysInterleave, Alias("GetProviderFigures")]
    Task<ProviderFigures> GetProviderFigures(string provider);
}

/// <summary>The figures of one partition.</summary>
[GenerateSerializer, Immutable, Alias("ledger-books")]
public sealed record LedgerFigures(
    [property: Id(0)] AccountSums Accounts,
    [property: Id(1)] ImmutableSortedDictionary<string, long> EventCounts,
    [property: Id(2)] ImmutableArray<WaveFigures> Waves,
    [property: Id(3)] LedgerPosition Position);
