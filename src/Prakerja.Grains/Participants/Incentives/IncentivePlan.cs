using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Where incentives go (I1). Paid to only while verified.</summary>
public sealed record Wallet(WalletProvider Provider, string Account, WalletCheck Check);

/// <summary>What the payment partner said of the wallet (I1, I2).</summary>
[Alias("wallet-check")]
public enum WalletCheck : byte
{
    Pending = 0,
    Verified = 1,
    NotVerified = 2,
    OtherNik = 3,
}

/// <summary>
/// The incentive of a finished training (I1). Instalments fall due monthly from <paramref name="EntitledOn"/>; what is
/// due and cannot be paid waits, with its cause, until the cause is mended (I2).
/// </summary>
/// <param name="EntitledOn">The WIB day on which the first review completed the conditions.</param>
/// <param name="PaidInstalments">Instalments handed to the payment partner, in order.</param>
/// <param name="AnsweredSurveys">Bit n−1 is set when survey n was answered.</param>
/// <param name="PaidSurveys">Answered surveys handed to the payment partner.</param>
/// <param name="Payouts">Every payment, in order; its number is its place from 1.</param>
/// <param name="FailureCause">What has to be mended before anything is paid; null when there is nothing.</param>
/// <param name="RetryOn">The WIB day on which the cause mends itself, when time alone mends it.</param>
public sealed record IncentivePlan(
    DateOnly EntitledOn,
    int PaidInstalments,
    int AnsweredSurveys,
    int PaidSurveys,
    ImmutableArray<Payout> Payouts,
    PayoutFailureCause? FailureCause,
    DateOnly? RetryOn);

public sealed record Payout(Rupiah Amount, WalletProvider To, PayoutStatus Status);

/// <summary>A payment is with the partner, came back, or came back and was paid again under a new number.</summary>
[Alias("payout-status")]
public enum PayoutStatus : byte
{
    Paid = 1,
    Returned = 2,
    Retried = 3,
}

[Alias("payout-failure-cause")]
public enum PayoutFailureCause : byte
{
    AccountNotVerified = 1,
    NumberChanged = 2,
    MonthlyLimit = 3,
}
