using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about purchases and trainings (T1 to T5).</content>
public static partial class ParticipantRefusals
{
    /// <summary>The participant has no purchase with this number.</summary>
    public static Refusal PurchaseUnknown { get; } = new("purchase.unknown");

    /// <summary>The last day on which a course may be bought is over (D2, D3).</summary>
    public static Refusal PurchaseTooLate { get; } = new("purchase.last_day_over");

    /// <summary>The first training is not finished yet, so no second course can be bought (T2).</summary>
    public static Refusal FirstNotFinished { get; } = new("purchase.first_not_finished");

    /// <summary>The participant has bought this course already.</summary>
    public static Refusal CourseAlreadyBought { get; } = new("purchase.course_already_bought");

    /// <summary>The course costs more than the balance (B1).</summary>
    public static Refusal BalanceTooSmall { get; } = new("purchase.balance_too_small");

    /// <summary>The platform does not sell this course (T1).</summary>
    public static Refusal NotSoldHere { get; } = new("purchase.not_sold_here");

    /// <summary>The card has reached the limit of purchases, cancelled ones included.</summary>
    public static Refusal TooManyPurchases { get; } = new("purchase.too_many");

    /// <summary>The purchase was made at another platform (T5).</summary>
    public static Refusal OtherPlatform { get; } = new("cancel.other_platform");

    /// <summary>The time in which the purchase could be cancelled is over (T5).</summary>
    public static Refusal CancelTooLate { get; } = new("cancel.window_over");

    /// <summary>The purchase is redeemed, so it cannot be cancelled (T5).</summary>
    public static Refusal CancelRedeemed { get; } = new("cancel.already_redeemed");

    /// <summary>The participant has no purchase with this redeem code (T1).</summary>
    public static Refusal RedeemCodeUnknown { get; } = new("redeem.code_unknown");

    /// <summary>The code belongs to a course of another provider (T1).</summary>
    public static Refusal OtherProvider { get; } = new("redeem.other_provider");

    /// <summary>The purchase was cancelled and refunded (T5).</summary>
    public static Refusal PurchaseCancelled { get; } = new("redeem.purchase_cancelled");

    /// <summary>The code is redeemed already (T1).</summary>
    public static Refusal AlreadyRedeemed { get; } = new("redeem.already_used");

    /// <summary>The code is not redeemed yet (T3, T4).</summary>
    public static Refusal NotRedeemed { get; } = new("training.not_redeemed");

    /// <summary>The wave of this card needs no pre-test (T3).</summary>
    public static Refusal PreTestNotNeeded { get; } = new("pre_test.not_needed");

    /// <summary>The pre-test is taken already (T3).</summary>
    public static Refusal PreTestTaken { get; } = new("pre_test.already_taken");

    /// <summary>The training needs a pre-test first (T3).</summary>
    public static Refusal PreTestMissing { get; } = new("completion.pre_test_missing");

    /// <summary>The training is reported as finished already (T4).</summary>
    public static Refusal AlreadyCompleted { get; } = new("completion.already_reported");

    /// <summary>The score is not from 0 to 100.</summary>
    public static Refusal ScoreInvalid { get; } = new("training.score_invalid");

    /// <summary>The training is not finished yet, so it cannot be certified (T4).</summary>
    public static Refusal NotCompleted { get; } = new("certificate.not_completed");

    /// <summary>The training has a certificate already (T4).</summary>
    public static Refusal AlreadyCertified { get; } = new("certificate.already_issued");

    /// <summary>The certificate number is not 4 to 64 letters, digits, "-", "/" or "." (T4).</summary>
    public static Refusal CertificateInvalid { get; } = new("certificate.invalid");

    /// <summary>Another training has this certificate number (T4).</summary>
    public static Refusal CertificateTaken { get; } = new("certificate.taken");

    /// <summary>The participant has no certificate with this number.</summary>
    public static Refusal CertificateUnknown { get; } = new("certificate.unknown");

    /// <summary>The training has no certificate yet, so it cannot be reviewed (T4).</summary>
    public static Refusal NotCertified { get; } = new("review.not_certified");

    /// <summary>The training is reviewed already (T4).</summary>
    public static Refusal AlreadyReviewed { get; } = new("review.already_given");

    /// <summary>The rating is not from 1 to 5 (T4).</summary>
    public static Refusal RatingInvalid { get; } = new("review.rating_invalid");

    /// <summary>The review is blank or longer than 2,000 characters (T4).</summary>
    public static Refusal ReviewInvalid { get; } = new("review.text_invalid");
}
