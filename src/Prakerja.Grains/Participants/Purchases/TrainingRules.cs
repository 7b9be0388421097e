using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules T1 to T5 and B1. Buying a course, and the training from redeeming to the review.</summary>
public static class TrainingRules
{
    /// <summary>Maximum purchases of one card, cancelled ones included; it limits the size of the state.</summary>
    public const int PurchaseLimit = 32;

    /// <summary>
    /// Rules T1, T2 and B1. Buys a course. A second course can be bought only after the first one that is not refunded
    /// is finished; a price equal to the balance is allowed, a higher one is not.
    /// </summary>
    public static Decision<ParticipantEvent> Buy(
        ParticipantState state, ParticipantCommand.BuyCourse buy, DateTimeOffset now, ProgrammeOptions options)
    {
        if (CardRules.CheckMayBuy(state, now, options) is { } refusal) return refusal;
        var code = SignUpRules.UseCode(state, CodePurpose.Purchase, buy.CodeMatches, now, options);
        if (code.Refusal is not null) return code;
        if (!buy.Offer.Platforms.Contains(buy.Platform)) return ParticipantRefusals.NotSoldHere;
        if (state.Purchases.Length >= PurchaseLimit) return ParticipantRefusals.TooManyPurchases;

        var notRefunded = state.Purchases.Where(purchase => purchase.Training is not Training.Refunded).ToList();
        if (notRefunded.Any(purchase => purchase.Course == buy.Offer.Code))
            return ParticipantRefusals.CourseAlreadyBought;
        if (notRefunded is [var first, ..] && !first.Training.IsFinished) return ParticipantRefusals.FirstNotFinished;
        if (state.Card is not Card.Active card || buy.Offer.Price > card.Balance)
            return ParticipantRefusals.BalanceTooSmall;
        return new CourseBought(
            state.Purchases.Length + 1,
            buy.Offer.Code,
            buy.Offer.Provider,
            buy.Platform,
            buy.Offer.Price,
            buy.Code,
            now);
    }

    /// <summary>
    /// Rule T5. The end of the time in which a purchase can be cancelled. The day after the purchase is day 1, and the
    /// whole of day 7 counts.
    /// </summary>
    public static DateTimeOffset CancelEndsAt(DateTimeOffset boughtAt, ProgrammeOptions options) =>
        Wib.EndOf(Wib.DateOf(boughtAt).AddDays(options.CancelWindowDays));

    /// <summary>
    /// Rule T5. Cancels a purchase before it is redeemed. When the card is expired (D2), the refund goes to the state.
    /// </summary>
    public static Decision<ParticipantEvent> Cancel(
        ParticipantState state, string platform, int number, DateTimeOffset now, ProgrammeOptions options)
    {
        if (CardRules.CheckUsable(state) is { } refusal) return refusal;
        if (Find(state, number) is not { } purchase) return ParticipantRefusals.PurchaseUnknown;
        if (purchase.Platform != platform) return ParticipantRefusals.OtherPlatform;
        if (purchase.Training is Training.Refunded) return ParticipantRefusals.PurchaseCancelled;
        if (purchase.Training is not Training.Bought) return ParticipantRefusals.CancelRedeemed;
        if (now >= CancelEndsAt(purchase.BoughtAt, options)) return ParticipantRefusals.CancelTooLate;
        var to = state.Card is Card.Active ? Account.Balances : Account.Treasury;
        return new PurchaseCancelled(number, purchase.Price, to, now);
    }

    /// <summary>Rule T1. Redeems the code once, at the provider that teaches the course.</summary>
    public static Decision<ParticipantEvent> Redeem(
        ParticipantState state, string provider, RedeemCode code, DateTimeOffset now) =>
        CheckProvider(state, provider, code, out var purchase) switch
        {
            { } refusal => refusal,
            null when purchase!.Training is not Training.Bought => ParticipantRefusals.AlreadyRedeemed,
            null => new CodeRedeemed(purchase.Number, provider, purchase.Course, purchase.Price, now),
        };

    /// <summary>
    /// Rule T3. Whether the trainings of this card need a pre-test: the card is of wave 18 (setting) or later.
    /// </summary>
    public static bool PreTestNeeded(ParticipantState state, ProgrammeOptions options) =>
        state.Card is { } card && card.Wave >= options.PreTestFromWave;

    /// <summary>
    /// Rule T3. Records the pre-test: once, after redeeming and before the training is reported as finished.
    /// </summary>
    public static Decision<ParticipantEvent> TakePreTest(
        ParticipantState state, int number, int score, DateTimeOffset now, ProgrammeOptions options)
    {
        if (CardRules.CheckUsable(state) is { } refusal) return refusal;
        if (Find(state, number) is not { } purchase) return ParticipantRefusals.PurchaseUnknown;
        if (!PreTestNeeded(state, options)) return ParticipantRefusals.PreTestNotNeeded;
        if (score is < 0 or > 100) return ParticipantRefusals.ScoreInvalid;
        return purchase.Training switch
        {
            Training.Redeemed => new PreTestTaken(number, score, now),
            Training.Bought => ParticipantRefusals.NotRedeemed,
            Training.Refunded => ParticipantRefusals.PurchaseCancelled,
            _ => ParticipantRefusals.PreTestTaken,
        };
    }

    /// <summary>
    /// Rules T3 and T4. Records that the training is finished, whatever the score (I1: "whatever the grade").
    /// </summary>
    public static Decision<ParticipantEvent> Complete(
        ParticipantState state,
        ParticipantCommand.CompleteTraining report,
        DateTimeOffset now,
        ProgrammeOptions options)
    {
        if (report.Score is < 0 or > 100) return ParticipantRefusals.ScoreInvalid;
        if (CheckProvider(state, report.Provider, report.Code, out var purchase) is { } refusal) return refusal;
        return purchase!.Training switch
        {
            Training.Bought => ParticipantRefusals.NotRedeemed,
            Training.Redeemed when PreTestNeeded(state, options) => ParticipantRefusals.PreTestMissing,
            Training.Redeemed or Training.PreTested =>
                new TrainingCompleted(purchase.Number, purchase.Provider, purchase.Course, report.Score, now),
            _ => ParticipantRefusals.AlreadyCompleted,
        };
    }

    /// <summary>Rule T4. Records the certificate of the provider, after the training is finished.</summary>
    public static Decision<ParticipantEvent> Certify(
        ParticipantState state, ParticipantCommand.IssueCertificate report, DateTimeOffset now)
    {
        if (!IsCertificateNumber(report.Certificate)) return ParticipantRefusals.CertificateInvalid;
        if (CheckProvider(state, report.Provider, report.Code, out var purchase) is { } refusal) return refusal;
        return purchase!.Training switch
        {
            // The claim keeps the number unique between participants. Two trainings of one participant are compared
            // here.
            Training.Completed when state.Purchases.Any(other => CertificateOf(other.Training) == report.Certificate) =>
                ParticipantRefusals.CertificateTaken,
            Training.Completed => new CertificateIssued(
                purchase.Number, purchase.Provider, purchase.Course, report.Certificate, now),
            Training.Certified or Training.Reviewed => ParticipantRefusals.AlreadyCertified,
            _ => ParticipantRefusals.NotCompleted,
        };
    }

    /// <summary>Rule T4. Records 1 to 5 stars and a text, once, after the certificate.</summary>
    public static Decision<ParticipantEvent> Review(
        ParticipantState state, ParticipantCommand.ReviewCourse review, DateTimeOffset now)
    {
        if (CardRules.CheckUsable(state) is { } refusal) return refusal;
        if (review.Rating is < 1 or > 5) return ParticipantRefusals.RatingInvalid;
        if (string.IsNullOrWhiteSpace(review.Review) || review.Review.Length > 2_000)
            return ParticipantRefusals.ReviewInvalid;
        if (Find(state, review.Purchase) is not { } purchase) return ParticipantRefusals.PurchaseUnknown;
        return purchase.Training switch
        {
            Training.Certified => new CourseReviewed(
                purchase.Number, purchase.Provider, purchase.Course, review.Rating, review.Review, now),
            Training.Reviewed => ParticipantRefusals.AlreadyReviewed,
            _ => ParticipantRefusals.NotCertified,
        };
    }

    /// <summary>The certificate number of a training; null when there is none yet.</summary>
    public static string? CertificateOf(Training training) => training switch
    {
        Training.Certified certified => certified.Certificate,
        Training.Reviewed reviewed => reviewed.Certificate,
        _ => null,
    };

    /// <summary>The purchase with a number; null when there is none.</summary>
    public static Purchase? Find(ParticipantState state, int number) =>
        number >= 1 && number <= state.Purchases.Length ? state.Purchases[number - 1] : null;

    /// <summary>The purchase with a redeem code; null when there is none.</summary>
    public static Purchase? Find(ParticipantState state, RedeemCode code) =>
        state.Purchases.FirstOrDefault(purchase => purchase.Code == code);

    /// <summary>
    /// Rules T1 and M1. Finds the purchase of a code and refuses a step of a provider that may not use it; every step
    /// with a code calls it first. A cancelled card is named before the cancelled purchase, because it is the cause of
    /// the refund.
    /// </summary>
    public static Refusal? CheckProvider(
        ParticipantState state, string provider, RedeemCode code, out Purchase? purchase)
    {
        purchase = Find(state, code);
        if (purchase is null) return ParticipantRefusals.RedeemCodeUnknown;
        if (purchase.Provider != provider) return ParticipantRefusals.OtherProvider;
        if (CardRules.CheckUsable(state) is { } refusal) return refusal;
        return purchase.Training is Training.Refunded ? ParticipantRefusals.PurchaseCancelled : null;
    }

    private static bool IsCertificateNumber(string text) =>
        text.Length is >= 4 and <= 64
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '/' or '.');
}
