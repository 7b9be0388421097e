using System.Collections.Immutable;

namespace Prakerja.Grains.Programme;

/// <summary>
/// An account of the programme. Money is never made or lost: it only moves between these, so their sum is always 0.
/// </summary>
[Alias("account")]
public enum Account : byte
{
    /// <summary>The state's purse: negative by all that it has given and not got back.</summary>
    Treasury = 1,

    /// <summary>What all cards together may still spend.</summary>
    Balances = 2,

    /// <summary>Paid for courses that can still be refunded.</summary>
    Reserved = 3,

    /// <summary>Owed to platforms and providers for redeemed courses.</summary>
    Settlement = 4,

    /// <summary>Incentives handed to the payment partners.</summary>
    Incentives = 5,
}

/// <summary>One side of a movement of money: an account and by how much it grows.</summary>
public readonly record struct Posting(Account Account, Rupiah Amount);

/// <summary>An event that moves money says how; the sum over its postings is 0.</summary>
public interface IMoneyMovement
{
    ImmutableArray<Posting> Postings { get; }
}

/// <summary>A movement from one account to another.</summary>
public static class Transfer
{
    public static ImmutableArray<Posting> Of(Rupiah amount, Account from, Account to) =>
        [new Posting(from, -amount), new Posting(to, amount)];
}
