using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Commands about purchases and trainings (T1 to T5).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>
    /// Buys a course at a platform (T1). The grain finds out whether the typed one-time code matches.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("buy-course")]
    public sealed record BuyCourse(
        [property: Id(0)] CourseOffer Offer,
        [property: Id(1)] string Platform,
        [property: Id(2)] RedeemCode Code,
        [property: Id(3)] bool CodeMatches) : ParticipantCommand;

    /// <summary>Cancels a purchase that is not redeemed (T5).</summary>
    [GenerateSerializer, Immutable, Alias("cancel-purchase")]
    public sealed record CancelPurchase([property: Id(0)] string Platform, [property: Id(1)] int Purchase)
        : ParticipantCommand;

    /// <summary>Redeems a code at the provider (T1).</summary>
    [GenerateSerializer, Immutable, Alias("redeem")]
    public sealed record Redeem([property: Id(0)] string Provider, [property: Id(1)] RedeemCode Code)
        : ParticipantCommand;

    /// <summary>Reports the score of the pre-test, 0 to 100 (T3).</summary>
    [GenerateSerializer, Immutable, Alias("take-pre-test")]
    public sealed record TakePreTest([property: Id(0)] int Purchase, [property: Id(1)] int Score)
        : ParticipantCommand;

    /// <summary>Reports that the training is finished, by the provider; the score is 0 to 100 (T4).</summary>
    [GenerateSerializer, Immutable, Alias("complete-training")]
    public sealed record CompleteTraining(
        [property: Id(0)] string Provider, [property: Id(1)] RedeemCode Code, [property: Id(2)] int Score)
        : ParticipantCommand;

    /// <summary>Reports the certificate that the provider issued (T4).</summary>
    [GenerateSerializer, Immutable, Alias("issue-certificate")]
    public sealed record IssueCertificate(
        [property: Id(0)] string Provider, [property: Id(1)] RedeemCode Code, [property: Id(2)] string Certificate)
        : ParticipantCommand;

    /// <summary>Rates a course with 1 to 5 stars and reviews it (T4).</summary>
    [GenerateSerializer, Immutable, Alias("review-course")]
    public sealed record ReviewCourse(
        [property: Id(0)] int Purchase, [property: Id(1)] int Rating, [property: Id(2)] string Review)
        : ParticipantCommand
    {
        public override string ToString() => nameof(ReviewCourse);
    }
}
