using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Buying a course and learning it (T1 to T5).</content>
public abstract partial record ParticipantCommand
{
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
}
