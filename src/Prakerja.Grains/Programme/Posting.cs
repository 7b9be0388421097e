using System.Collections.Immutable;

namespace Prakerja.Grains.Programme;

/// <summary>
/// An account of the programme's ledger. Money only moves between these accounts, so their sum is always 0.
/// </summary>
[Alias("account")]
public enum Account : byte
{
    /// <summary>The state's account: minus the money that it has paid out and not received back.</summary>
    Treasury = 1,

    /// <summary>The balances of all cards together.</summary>
    Balances = 2,

    /// <summary>Money paid for courses that are not redeemed yet and can still be refunded.</summary>
    Reserved = 3,

    /// <summary>Money owed to platforms and providers for redeemed courses.</summary>
    Settlement = 4,

    /// <summary>Incentives sent to the payment partners.</summary>
    Incentives = 5,
}

/// <summary>One side of a movement of money: an account and the amount added to it, which may be negative.</summary>
public readonly record struct Posting(Account Account, Rupiah Amount);

/// <summary>An event that moves money. The sum of its postings is 0.</summary>
public interface IMoneyMovement
{
    /// <summary>The postings of the event, one for each account.</summary>
    ImmutableArray<Posting> Postings { get; }
}

/// <summary>Makes the two postings of a transfer between accounts.</summary>
public static class Transfer
{
    /// <summary>Takes the amount from one account and adds it to another.</summary>
    public static ImmutableArray<Posting> Of(Rupiah amount, Account from, Account to) =>
        [new Posting(from, -amount), new Posting(to, amount)];
}
