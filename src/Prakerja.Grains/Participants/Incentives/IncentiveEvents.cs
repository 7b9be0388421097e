using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Events of the wallet, the surveys and the payouts (I1, I2).</content>
[JsonDerivedType(typeof(WalletLinked), "wallet_linked")]
[JsonDerivedType(typeof(WalletChecked), "wallet_checked")]
[JsonDerivedType(typeof(IncentiveEntitled), "incentive_entitled")]
[JsonDerivedType(typeof(SurveyAnswered), "survey_answered")]
[JsonDerivedType(typeof(IncentivePaid), "incentive_paid")]
[JsonDerivedType(typeof(IncentiveReturned), "incentive_returned")]
[JsonDerivedType(typeof(IncentiveMended), "incentive_mended")]
public abstract partial record ParticipantEvent
{
    /// <summary>The participant linked an account; the payment partner has to check it (I1).</summary>
    public sealed record WalletLinked(WalletProvider Provider, [property: JsonIgnore] string? Account)
        : ParticipantEvent;

    /// <summary>The payment partner checked the linked account (I1).</summary>
    public sealed record WalletChecked(WalletCheck Check) : ParticipantEvent;

    /// <summary>The participant is entitled to the incentive from this WIB day on (I1).</summary>
    public sealed record IncentiveEntitled(DateOnly On) : ParticipantEvent;

    /// <summary>The participant answered a survey (I1).</summary>
    public sealed record SurveyAnswered(int Survey, ImmutableArray<int> Answers) : ParticipantEvent;

    /// <summary>
    /// A payout was sent to the payment partner (I1). <paramref name="Payout"/> numbers the participant's payouts from
    /// 1.
    /// </summary>
    public sealed record IncentivePaid(
        int Payout, IncentiveKind Kind, int? RetryOf, Rupiah Amount, WalletProvider To)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Amount, Account.Treasury, Account.Incentives);
    }

    /// <summary>The payment partner could not pay and returned the money (I2).</summary>
    public sealed record IncentiveReturned(
        int Payout, Rupiah Amount, PayoutFailureCause Cause, DateOnly? RetryOn)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Amount, Account.Incentives, Account.Treasury);
    }

    /// <summary>The cause of the failure is fixed; returned payouts are paid again (I2).</summary>
    public sealed record IncentiveMended : ParticipantEvent;
}

/// <summary>The kind of a payout: an instalment, a survey, or a retry of a returned payout.</summary>
[Alias("incentive-kind")]
public enum IncentiveKind : byte
{
    Instalment = 1,
    Survey = 2,
    Retry = 3,
}
