using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Buying a course and learning it (T1 to T5).</content>
public static partial class ParticipantRefusals
{
    public static Refusal PurchaseUnknown { get; } = new("purchase.unknown");
    public static Refusal PurchaseTooLate { get; } = new("purchase.last_day_over");
    public static Refusal FirstNotFinished { get; } = new("purchase.first_not_finished");
    public static Refusal CourseAlreadyBought { get; } = new("purchase.course_already_bought");
    public static Refusal BalanceTooSmall { get; } = new("purchase.balance_too_small");
    public static Refusal NotSoldHere { get; } = new("purchase.not_sold_here");
    public static Refusal TooManyPurchases { get; } = new("purchase.too_many");
    public static Refusal OtherPlatform { get; } = new("cancel.other_platform");
    public static Refusal CancelTooLate { get; } = new("cancel.window_over");
    public static Refusal CancelRedeemed { get; } = new("cancel.already_redeemed");
    public static Refusal RedeemCodeUnknown { get; } = new("redeem.code_unknown");
    public static Refusal OtherProvider { get; } = new("redeem.other_provider");
    public static Refusal PurchaseCancelled { get; } = new("redeem.purchase_cancelled");
    public static Refusal AlreadyRedeemed { get; } = new("redeem.already_used");
    public static Refusal NotRedeemed { get; } = new("training.not_redeemed");
    public static Refusal PreTestNotNeeded { get; } = new("pre_test.not_needed");
    public static Refusal PreTestTaken { get; } = new("pre_test.already_taken");
    public static Refusal PreTestMissing { get; } = new("completion.pre_test_missing");
    public static Refusal AlreadyCompleted { get; } = new("completion.already_reported");
    public static Refusal ScoreInvalid { get; } = new("training.score_invalid");
    public static Refusal NotCompleted { get; } = new("certificate.not_completed");
    public static Refusal AlreadyCertified { get; } = new("certificate.already_issued");
    public static Refusal CertificateInvalid { get; } = new("certificate.invalid");
    public static Refusal CertificateTaken { get; } = new("certificate.taken");
    public static Refusal CertificateUnknown { get; } = new("certificate.unknown");
    public static Refusal NotCertified { get; } = new("review.not_certified");
    public static Refusal AlreadyReviewed { get; } = new("review.already_given");
    public static Refusal RatingInvalid { get; } = new("review.rating_invalid");
    public static Refusal ReviewInvalid { get; } = new("review.text_invalid");
}
