using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Treasury;

/// <summary>The sums of all accounts. Their total is always 0.</summary>
[GenerateSerializer, Immutable, Alias("account-sums")]
public sealed record AccountSums(
    [property: Id(0)] Rupiah Treasury,
    [property: Id(1)] Rupiah Balances,
    [property: Id(2)] Rupiah Reserved,
    [property: Id(3)] Rupiah Settlement,
    [property: Id(4)] Rupiah Incentives)
{
    public static AccountSums Zero { get; } = new(default, default, default, default, default);

    /// <summary>The total of all accounts. When it is not 0, the books are wrong.</summary>
    [JsonIgnore]
    public Rupiah Total => Treasury + Balances + Reserved + Settlement + Incentives;

    /// <summary>Adds the sums of another partition.</summary>
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

    /// <summary>Adds one posting to its account.</summary>
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
