using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>The account for incentives, surveys and returned payments (I1, I2).</content>
[JsonDerivedType(typeof(WalletLinked), "wallet_linked")]
[JsonDerivedType(typeof(WalletChecked), "wallet_checked")]
[JsonDerivedType(typeof(IncentiveEntitled), "incentive_entitled")]
[JsonDerivedType(typeof(SurveyAnswered), "survey_answered")]
[JsonDerivedType(typeof(IncentivePaid), "incentive_paid")]
[JsonDerivedType(typeof(IncentiveReturned), "incentive_returned")]
[JsonDerivedType(typeof(IncentiveMended), "incentive_mended")]
public abstract partial record ParticipantEvent
{
    public sealed record WalletLinked(WalletProvider Provider, [property: JsonIgnore] string? Account)
        : ParticipantEvent;

    public sealed record WalletChecked(WalletCheck Check) : ParticipantEvent;

    public sealed record IncentiveEntitled(DateOnly On) : ParticipantEvent;

    public sealed record SurveyAnswered(int Survey, ImmutableArray<int> Answers) : ParticipantEvent;

    /// <summary>I1: handed to the payment partner. <paramref name="Payout"/> numbers this person's payments.</summary>
    public sealed record IncentivePaid(
        int Payout, IncentiveKind Kind, int? RetryOf, Rupiah Amount, WalletProvider To)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Amount, Account.Treasury, Account.Incentives);
    }

    /// <summary>I2: the partner could not pay and gave the money back.</summary>
    public sealed record IncentiveReturned(
        int Payout, Rupiah Amount, PayoutFailureCause Cause, DateOnly? RetryOn)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Amount, Account.Incentives, Account.Treasury);
    }

    /// <summary>I2: the cause is gone; what came back is paid again.</summary>
    public sealed record IncentiveMended : ParticipantEvent;
}

[Alias("incentive-kind")]
public enum IncentiveKind : byte
{
    Instalment = 1,
    Survey = 2,
    Retry = 3,
}
