using System.Collections.Immutable;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>
/// What can be asked of a participant. Each comes over the wire as it is and is decided by
/// ParticipantRules.Decide against the state and the time. What people wrote does not print: Orleans logs commands that
/// nobody answered.
/// </summary>
[GenerateSerializer, Alias("participant-command")]
public abstract record ParticipantCommand
{
    private ParticipantCommand()
    {
    }

    /// <summary>A1. Repeatable until the phone is verified, so that a wrong number can be put right.</summary>
    [GenerateSerializer, Immutable, Alias("sign-up")]
    public sealed record SignUp([property: Id(0)] Profile Profile) : ParticipantCommand
    {
        public override string ToString() => nameof(SignUp);
    }

    [GenerateSerializer, Immutable, Alias("request-code")]
    public sealed record RequestCode([property: Id(0)] CodePurpose Purpose) : ParticipantCommand;

    /// <summary>A code as typed. <paramref name="Matches"/> is worked out by the grain, which knows the key.</summary>
    [GenerateSerializer, Immutable, Alias("use-code")]
    public sealed record UseCode([property: Id(0)] CodePurpose Purpose, [property: Id(1)] bool Matches)
        : ParticipantCommand;

    /// <summary>
    /// A2: what a person may mend before the next wave; identity stays as it was verified. What is null stays as it
    /// is, so that of two changes at once neither undoes the other.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("change-profile")]
    public sealed record ChangeProfile(
        [property: Id(0)] ProvinceCode? Province,
        [property: Id(1)] Employment? Employment,
        [property: Id(2)] bool? InFormalEducation) : ParticipantCommand;

    [GenerateSerializer, Immutable, Alias("start-test")]
    public sealed record StartTest : ParticipantCommand;

    /// <summary>One character a question, '-' for open; <paramref name="Submit"/> ends the test.</summary>
    [GenerateSerializer, Immutable, Alias("answer-test")]
    public sealed record AnswerTest([property: Id(0)] string Answers, [property: Id(1)] bool Submit)
        : ParticipantCommand;

    [GenerateSerializer, Immutable, Alias("join-wave")]
    public sealed record JoinWave([property: Id(0)] WaveSchedule Wave) : ParticipantCommand;

    /// <summary>S2: the roll said that this participant was not selected.</summary>
    [GenerateSerializer, Immutable, Alias("learn-outcome")]
    public sealed record LearnOutcome([property: Id(0)] int Wave, [property: Id(1)] SetAsideReason Reason)
        : ParticipantCommand;

    /// <summary>The draw selected this participant. Number and slot are candidates that their claims may refuse.</summary>
    [GenerateSerializer, Immutable, Alias("grant-card")]
    public sealed record GrantCard(
        [property: Id(0)] int Wave, [property: Id(1)] CardNumber Number, [property: Id(2)] byte HouseholdSlot)
        : ParticipantCommand;

    /// <summary>V1. <paramref name="Video"/> counts from 1; the position is what the player shows.</summary>
    [GenerateSerializer, Immutable, Alias("watch-video")]
    public sealed record WatchVideo([property: Id(0)] int Video, [property: Id(1)] int PositionSeconds)
        : ParticipantCommand;

    /// <summary>T1. The platform's request with the holder's code.</summary>
    [GenerateSerializer, Immutable, Alias("buy-course")]
    public sealed record BuyCourse(
        [property: Id(0)] CourseOffer Offer,
        [property: Id(1)] string Platform,
        [property: Id(2)] RedeemCode Code,
        [property: Id(3)] bool CodeMatches) : ParticipantCommand;

    /// <summary>T5.</summary>
    [GenerateSerializer, Immutable, Alias("cancel-purchase")]
    public sealed record CancelPurchase([property: Id(0)] string Platform, [property: Id(1)] int Purchase)
        : ParticipantCommand;

    /// <summary>T1.</summary>
    [GenerateSerializer, Immutable, Alias("redeem")]
    public sealed record Redeem([property: Id(0)] string Provider, [property: Id(1)] RedeemCode Code)
        : ParticipantCommand;

    /// <summary>T3.</summary>
    [GenerateSerializer, Immutable, Alias("take-pre-test")]
    public sealed record TakePreTest([property: Id(0)] int Purchase, [property: Id(1)] int Score)
        : ParticipantCommand;

    /// <summary>T4, reported by the provider.</summary>
    [GenerateSerializer, Immutable, Alias("complete-training")]
    public sealed record CompleteTraining(
        [property: Id(0)] string Provider, [property: Id(1)] RedeemCode Code, [property: Id(2)] int Score)
        : ParticipantCommand;

    /// <summary>T4, issued by the provider.</summary>
    [GenerateSerializer, Immutable, Alias("issue-certificate")]
    public sealed record IssueCertificate(
        [property: Id(0)] string Provider, [property: Id(1)] RedeemCode Code, [property: Id(2)] string Certificate)
        : ParticipantCommand;

    /// <summary>T4.</summary>
    [GenerateSerializer, Immutable, Alias("review-course")]
    public sealed record ReviewCourse(
        [property: Id(0)] int Purchase, [property: Id(1)] int Rating, [property: Id(2)] string Review)
        : ParticipantCommand
    {
        public override string ToString() => nameof(ReviewCourse);
    }

    /// <summary>I1.</summary>
    [GenerateSerializer, Immutable, Alias("link-wallet")]
    public sealed record LinkWallet([property: Id(0)] WalletProvider Provider, [property: Id(1)] string Account)
        : ParticipantCommand
    {
        public override string ToString() => nameof(LinkWallet);
    }

    /// <summary>I1: the payment partner's word on an account, which may not be the linked one any more.</summary>
    [GenerateSerializer, Immutable, Alias("check-wallet")]
    public sealed record CheckWallet(
        [property: Id(0)] WalletProvider Provider,
        [property: Id(1)] string Account,
        [property: Id(2)] Nik Nik,
        [property: Id(3)] bool KycVerified) : ParticipantCommand
    {
        public override string ToString() => nameof(CheckWallet);
    }

    [GenerateSerializer, Immutable, Alias("answer-survey")]
    public sealed record AnswerSurvey([property: Id(0)] int Survey, [property: Id(1)] ImmutableArray<int> Answers)
        : ParticipantCommand;

    /// <summary>I2: the payment partner could not pay.</summary>
    [GenerateSerializer, Immutable, Alias("return-incentive")]
    public sealed record ReturnIncentive(
        [property: Id(0)] WalletProvider Provider,
        [property: Id(1)] int Payout,
        [property: Id(2)] Rupiah Amount,
        [property: Id(3)] PayoutFailureCause Cause) : ParticipantCommand;

    /// <summary>M1.</summary>
    [GenerateSerializer, Immutable, Alias("freeze-card")]
    public sealed record FreezeCard([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(FreezeCard);
    }

    /// <summary>M1.</summary>
    [GenerateSerializer, Immutable, Alias("unfreeze-card")]
    public sealed record UnfreezeCard([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(UnfreezeCard);
    }

    /// <summary>M1: the first of two people.</summary>
    [GenerateSerializer, Immutable, Alias("request-cancellation")]
    public sealed record RequestCancellation([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(RequestCancellation);
    }

    /// <summary>M1: the second of two people, who is not the first.</summary>
    [GenerateSerializer, Immutable, Alias("decide-cancellation")]
    public sealed record DecideCancellation([property: Id(0)] string By, [property: Id(1)] bool Approve)
        : ParticipantCommand;
}
