using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <content>Purchases and trainings (B1, T1 to T5).</content>
internal sealed partial class ParticipantModel
{
    private List<string> DoBuy(BuyCourse c, DateTimeOffset now)
    {
        var refusals = new List<string>();
        if (CardRefusal() is { } card) refusals.Add(card);
        if (Card == CardStatus.Expired) refusals.Add("card.expired");
        if (Card is not null && !VideosFinished) refusals.Add("videos.not_watched");
        if (Card == CardStatus.Active && Day(now) > LastDayOfBuying(LastDayOfYear().Year))
            refusals.Add("purchase.last_day_over");
        if (refusals.Count > 0) return refusals;
        if (CodeRefusal(CodePurpose.Purchase, c.CodeMatches, now) is { } wrong) return [wrong];

        if (!c.Offer.Platforms.Contains(c.Platform)) refusals.Add("purchase.not_sold_here");
        var standing = Courses.Where(course => course.Stage != Stage.Refunded).ToList();
        if (standing.Exists(course => course.Code == c.Offer.Code)) refusals.Add("purchase.course_already_bought");
        if (standing.Count > 0 && standing[0].Stage < Stage.Completed) refusals.Add("purchase.first_not_finished");
        if (c.Offer.Price.Amount > Balance) refusals.Add("purchase.balance_too_small");
        if (Courses.Count >= 32) refusals.Add("purchase.too_many");
        if (refusals.Count > 0) return refusals;
        Balance -= c.Offer.Price.Amount;
        code = null;
        failures = 0;
        Courses.Add(new Course(c.Offer.Code, c.Offer.Provider, c.Platform, c.Offer.Price.Amount, c.Code, now));
        return [];
    }

    private List<string> DoCancel(CancelPurchase c, DateTimeOffset now)
    {
        var refusals = new List<string>();
        if (CardRefusal() is { } card) refusals.Add(card);
        if (c.Purchase < 1 || c.Purchase > Courses.Count) return [.. refusals, "purchase.unknown"];
        var course = Courses[c.Purchase - 1];
        if (course.Platform != c.Platform) refusals.Add("cancel.other_platform");
        if (course.Stage == Stage.Refunded) refusals.Add("redeem.purchase_cancelled");
        if (course.Stage > Stage.Refunded) refusals.Add("cancel.already_redeemed");
        if (Day(now) > Day(course.BoughtAt).AddDays(options.CancelWindowDays)) refusals.Add("cancel.window_over");
        if (refusals.Count == 0) Refund(course, now);
        return refusals;
    }

    private void Refund(Course course, DateTimeOffset now)
    {
        (course.Stage, course.RefundedAt) = (Stage.Refunded, now);
        if (Card == CardStatus.Active) Balance += course.Price;
    }

    private List<string> DoTraining(
        string provider, RedeemCode redeem, string? malformed, Func<Course, List<string>> then)
    {
        var refusals = new List<string>();
        if (malformed is not null) refusals.Add(malformed);
        if (Courses.Find(course => course.Redeem == redeem) is not { } course)
            return [.. refusals, "redeem.code_unknown"];
        if (course.Provider != provider) refusals.Add("redeem.other_provider");
        if (CardRefusal() is { } card) refusals.Add(card);
        if (course.Stage == Stage.Refunded) refusals.Add("redeem.purchase_cancelled");
        return refusals.Count > 0 ? refusals : then(course);
    }

    private static string? BadScore(int score) => score is >= 0 and <= 100 ? null : "training.score_invalid";

    private List<string> DoPreTest(TakePreTest c)
    {
        var refusals = new List<string>();
        if (CardRefusal() is { } card) refusals.Add(card);
        if (c.Purchase < 1 || c.Purchase > Courses.Count) return [.. refusals, "purchase.unknown"];
        if (Wave < options.PreTestFromWave) refusals.Add("pre_test.not_needed");
        if (BadScore(c.Score) is { } bad) refusals.Add(bad);
        var course = Courses[c.Purchase - 1];
        if (course.Stage == Stage.Bought) refusals.Add("training.not_redeemed");
        if (course.Stage == Stage.Refunded) refusals.Add("redeem.purchase_cancelled");
        if (course.Stage > Stage.Redeemed) refusals.Add("pre_test.already_taken");
        if (refusals.Count == 0) course.Stage = Stage.PreTested;
        return refusals;
    }

    private List<string> Complete(Course course) => course.Stage switch
    {
        Stage.Bought => ["training.not_redeemed"],
        Stage.Redeemed when Wave >= options.PreTestFromWave => ["completion.pre_test_missing"],
        >= Stage.Completed => ["completion.already_reported"],
        _ => Then(() => course.Stage = Stage.Completed),
    };

    private List<string> Certify(Course course, string certificate) => course.Stage switch
    {
        < Stage.Completed => ["certificate.not_completed"],
        > Stage.Completed => ["certificate.already_issued"],
        _ when Courses.Exists(other => other.Certificate == certificate) => ["certificate.taken"],
        _ => Then(() => (course.Stage, course.Certificate) = (Stage.Certified, certificate)),
    };

    private List<string> DoReview(ReviewCourse c, DateTimeOffset now)
    {
        var refusals = new List<string>();
        if (CardRefusal() is { } card) refusals.Add(card);
        if (c.Rating is < 1 or > 5) refusals.Add("review.rating_invalid");
        if (string.IsNullOrWhiteSpace(c.Review)) refusals.Add("review.text_invalid");
        if (c.Purchase < 1 || c.Purchase > Courses.Count) return [.. refusals, "purchase.unknown"];
        var course = Courses[c.Purchase - 1];
        if (course.Stage < Stage.Certified) refusals.Add("review.not_certified");
        if (course.Stage == Stage.Reviewed) refusals.Add("review.already_given");
        if (refusals.Count > 0) return refusals;
        course.Stage = Stage.Reviewed;
        if (!Entitled) (Entitled, entitledOn) = (true, Day(now));
        return [];
    }

    internal sealed class Course(
        string code, string provider, string platform, long price, RedeemCode redeem, DateTimeOffset boughtAt)
    {
        public string Code => code;

        public string Provider => provider;

        public string Platform => platform;

        public long Price => price;

        public RedeemCode Redeem => redeem;

        public DateTimeOffset BoughtAt => boughtAt;

        public Stage Stage { get; set; }

        public DateTimeOffset RefundedAt { get; set; }

        public string? Certificate { get; set; }
    }
}
