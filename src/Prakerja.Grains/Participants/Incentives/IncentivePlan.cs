using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The account that receives the incentives (I1). It is paid only while its check is Verified.</summary>
public sealed record Wallet(WalletProvider Provider, string Account, WalletCheck Check);

/// <summary>The result of the payment partner's check of the wallet (I1, I2).</summary>
[Alias("wallet-check")]
public enum WalletCheck : byte
{
    Pending = 0,
    Verified = 1,
    NotVerified = 2,
    OtherNik = 3,
}

/// <summary>
/// The incentive of a finished training (I1). Instalments fall due monthly from <paramref name="EntitledOn"/>. A payout
/// that is due and cannot be paid waits until its cause is fixed (I2).
/// </summary>
/// <param name="EntitledOn">The WIB day of the first review, which fulfils the last condition.</param>
/// <param name="PaidInstalments">How many instalments were sent to the payment partner; they are sent in order.</param>
/// <param name="AnsweredSurveys">Bit n−1 is set when survey n is answered.</param>
/// <param name="PaidSurveys">How many answered surveys were sent to the payment partner.</param>
/// <param name="Payouts">All payouts in order; the number of a payout is its place, from 1.</param>
/// <param name="FailureCause">The cause that must be fixed before the next payout; null when there is none.</param>
/// <param name="RetryOn">The WIB day on which the cause ends by itself; null when it needs a new check.</param>
public sealed record IncentivePlan(
    DateOnly EntitledOn,
    int PaidInstalments,
    int AnsweredSurveys,
    int PaidSurveys,
    ImmutableArray<Payout> Payouts,
    PayoutFailureCause? FailureCause,
    DateOnly? RetryOn);

/// <summary>One payout to a wallet.</summary>
public sealed record Payout(Rupiah Amount, WalletProvider To, PayoutStatus Status);

/// <summary>
/// The status of a payout: sent to the partner, returned, or returned and then sent again under a new number.
/// </summary>
[Alias("payout-status")]
public enum PayoutStatus : byte
{
    Paid = 1,
    Returned = 2,
    Retried = 3,
}

/// <summary>The cause why the payment partner could not pay (I2).</summary>
[Alias("payout-failure-cause")]
public enum PayoutFailureCause : byte
{
    AccountNotVerified = 1,
    NumberChanged = 2,
    MonthlyLimit = 3,
}
