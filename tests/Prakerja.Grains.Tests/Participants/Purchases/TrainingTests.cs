using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Learning = Prakerja.Grains.Participants.Training;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rules T1, T3 and T4: redeem, pre-test, completion, certificate, review.</summary>
public sealed class TrainingTests
{
    private static readonly Redeem Redeeming = new(People.Provider, People.Code(1));
    private static readonly CompleteTraining Completing = new(People.Provider, People.Code(1), 75);
    private static readonly IssueCertificate Certifying = new(People.Provider, People.Code(1), "SERT/2021-0001");
    private static readonly ReviewCourse Reviewing = new(1, 5, "Sangat membantu.");

    [Fact]
    public void A_code_is_redeemed_once_by_the_provider_that_teaches_the_course()
    {
        var scenario = Given.AHolder().WhoBought();

        scenario.When(new Redeem("lembaga-b", People.Code(1))).ThenRefused(ParticipantRefusals.OtherProvider)
            .When(new Redeem(People.Provider, People.Code(2))).ThenRefused(ParticipantRefusals.RedeemCodeUnknown)
            .When(Redeeming)
            .Then(new CodeRedeemed(1, "lembaga-a", "lembaga-a/barista", new Rupiah(400_000), scenario.Now));

        Assert.Equal(new Learning.Redeemed(scenario.Now), scenario.State.Purchases[0].Training);
        scenario.When(Redeeming).ThenRefused(ParticipantRefusals.AlreadyRedeemed);
    }

    [Fact]
    public void The_code_of_a_cancelled_purchase_redeems_nothing() => Given.AHolder().WhoBought().WhoCancelled()
        .When(Redeeming).ThenRefused(ParticipantRefusals.PurchaseCancelled)
        .When(new Redeem("lembaga-b", People.Code(1))).ThenRefused(ParticipantRefusals.OtherProvider)
        .When(Completing).ThenRefused(ParticipantRefusals.PurchaseCancelled)
        .When(Certifying).ThenRefused(ParticipantRefusals.PurchaseCancelled)
        .When(new TakePreTest(1, 60)).ThenRefused(ParticipantRefusals.PurchaseCancelled)
        .When(Reviewing).ThenRefused(ParticipantRefusals.NotCertified);

    [Fact]
    public void A_code_is_refused_before_redeeming_as_it_would_be_at_it()
    {
        Refused(Given.AHolder(), ParticipantRefusals.RedeemCodeUnknown);
        Refused(Given.AHolder().WhoBought().WhoIsFrozen(), ParticipantRefusals.CardFrozen);
        Refused(Given.AHolder().WhoBought().WhoIsCancelled(), ParticipantRefusals.CardCancelled);
        var cancelled = Given.AHolder().WhoBought().WhoCancelled();
        Refused(cancelled, ParticipantRefusals.PurchaseCancelled);
        // The window has ended, and nobody has written it down yet.
        Refused(cancelled.After(40.Days()), ParticipantRefusals.CardLapsed);
        Refused(
            Given.AHolder().WhoBought(), ParticipantRefusals.OtherProvider, Redeeming with { Provider = "lembaga-b" });

        static void Refused(Scenario scenario, Refusal refusal, Redeem? asked = null)
        {
            Assert.Equal(refusal, Checked(scenario, asked).Refusal);
            scenario.When(asked ?? Redeeming).ThenRefused(refusal);
        }
    }

    [Fact]
    public void A_used_code_is_shown_as_one_and_not_refused()
    {
        var scenario = Given.AHolder().WhoBought();
        Assert.Equal(TrainingStatus.Bought, Checked(scenario).Value!.Status);

        Assert.Equal(TrainingStatus.Redeemed, Checked(scenario.WhoRedeemed()).Value!.Status);
        Assert.Equal(
            TrainingStatus.Reviewed,
            Checked(scenario.WhoTookThePreTest().WhoCompleted().WhoGotTheCertificate().WhoReviewed()).Value!.Status);
    }

    [Theory]
    [InlineData(17, false)]
    [InlineData(18, true)]
    [InlineData(19, true)]
    public void Recipients_of_wave_18_and_later_take_a_pre_test(int wave, bool isNeeded)
    {
        var scenario = Given.AParticipant().WhoJoined(wave).WithCard().WhoWatchedTheVideos().WhoBought().WhoRedeemed();

        Assert.Equal(isNeeded, TrainingRules.PreTestNeeded(scenario.State, scenario.Options));
        if (isNeeded)
        {
            scenario.When(Completing).ThenRefused(ParticipantRefusals.PreTestMissing)
                .When(new TakePreTest(1, 60)).Then(new PreTestTaken(1, 60, scenario.Now))
                .When(Completing).ThenHappens(typeof(TrainingCompleted));
        }
        else
        {
            scenario.When(new TakePreTest(1, 60)).ThenRefused(ParticipantRefusals.PreTestNotNeeded)
                .When(Completing).ThenHappens(typeof(TrainingCompleted));
        }
    }

    [Fact]
    public void Without_a_card_no_pre_test_is_needed() =>
        Assert.False(TrainingRules.PreTestNeeded(Given.AParticipant().State, new ProgrammeOptions()));

    [Fact]
    public void The_pre_test_comes_after_redeeming_and_once()
    {
        var scenario = Given.AHolder().WhoBought();

        scenario.When(new TakePreTest(1, 60)).ThenRefused(ParticipantRefusals.NotRedeemed)
            .When(new TakePreTest(2, 60)).ThenRefused(ParticipantRefusals.PurchaseUnknown)
            .When(new TakePreTest(0, 60)).ThenRefused(ParticipantRefusals.PurchaseUnknown)
            .WhoRedeemed().WhoTookThePreTest();
        Assert.Equal(new Learning.PreTested(scenario.Now, 60), scenario.State.Purchases[0].Training);
        scenario.When(new TakePreTest(1, 100)).ThenRefused(ParticipantRefusals.PreTestTaken)
            .When(Redeeming).ThenRefused(ParticipantRefusals.AlreadyRedeemed)
            .WhoCompleted().When(new TakePreTest(1, 100)).ThenRefused(ParticipantRefusals.PreTestTaken);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_score_is_from_0_to_100_and_no_score_fails(int score, bool isAccepted)
    {
        var scenario = Given.AHolder().WhoBought().WhoRedeemed();

        Assert.Equal(
            isAccepted ? null : ParticipantRefusals.ScoreInvalid, scenario.When(new TakePreTest(1, score)).Refusal);
        if (!isAccepted) scenario.WhoTookThePreTest();
        var completed = scenario.When(Completing with { Score = score });
        Assert.Equal(isAccepted ? null : ParticipantRefusals.ScoreInvalid, completed.Refusal);
        if (isAccepted)
            completed.Then(new TrainingCompleted(1, "lembaga-a", "lembaga-a/barista", score, scenario.Now));
    }

    [Fact]
    public void A_training_is_completed_once_and_only_after_redeeming()
    {
        var scenario = Given.AHolder().WhoBought();

        scenario.When(Completing).ThenRefused(ParticipantRefusals.NotRedeemed)
            .When(Completing with { Provider = "lembaga-b" }).ThenRefused(ParticipantRefusals.OtherProvider)
            .When(Completing with { Code = People.Code(9) }).ThenRefused(ParticipantRefusals.RedeemCodeUnknown)
            .WhoRedeemed().WhoTookThePreTest().WhoCompleted();
        Assert.Equal(new Learning.Completed(scenario.Now), scenario.State.Purchases[0].Training);
        scenario.When(Completing).ThenRefused(ParticipantRefusals.AlreadyCompleted)
            .WhoGotTheCertificate().When(Completing).ThenRefused(ParticipantRefusals.AlreadyCompleted)
            .WhoReviewed().When(Completing).ThenRefused(ParticipantRefusals.AlreadyCompleted);
    }

    [Fact]
    public void Finishing_gives_a_certificate_by_the_provider_once()
    {
        var scenario = Given.AHolder().WhoBought();

        scenario.When(Certifying).ThenRefused(ParticipantRefusals.NotCompleted)
            .WhoRedeemed().When(Certifying).ThenRefused(ParticipantRefusals.NotCompleted)
            .WhoTookThePreTest().When(Certifying).ThenRefused(ParticipantRefusals.NotCompleted)
            .WhoCompleted()
            .When(Certifying with { Provider = "lembaga-b" }).ThenRefused(ParticipantRefusals.OtherProvider)
            .When(Certifying)
            .Then(new CertificateIssued(1, "lembaga-a", "lembaga-a/barista", "SERT/2021-0001", scenario.Now));
        Assert.Equal(new Learning.Certified("SERT/2021-0001", scenario.Now), scenario.State.Purchases[0].Training);
        scenario.When(Certifying).ThenRefused(ParticipantRefusals.AlreadyCertified)
            .WhoReviewed().When(Certifying).ThenRefused(ParticipantRefusals.AlreadyCertified);
    }

    [Fact]
    public void Two_trainings_of_one_person_do_not_have_the_same_certificate()
    {
        var scenario = Completed().WhoGotTheCertificate().WhoReviewed().WhoBought(People.Course("kopi")).WhoRedeemed(2)
            .WhoTookThePreTest(2).WhoCompleted(2);
        var again = new IssueCertificate(People.Provider, People.Code(2), "SERT/2021-0001");

        scenario.When(again).ThenRefused(ParticipantRefusals.CertificateTaken)
            .When(again with { Certificate = "SERT/2021-0002" }).ThenHappens(typeof(CertificateIssued));
    }

    [Theory]
    [InlineData("ABC", false)]
    [InlineData("ABC1", true)]
    [InlineData("a-/.9Z", true)]
    [InlineData("ABC 1", false)]
    [InlineData("ABC_1", false)]
    [InlineData("ABCÉ1", false)]
    [InlineData("ABC\n1", false)]
    public void A_certificate_number_is_letters_digits_dash_slash_and_dot(string certificate, bool isAccepted) =>
        Assert.Equal(
            isAccepted ? null : ParticipantRefusals.CertificateInvalid,
            Completed().When(Certifying with { Certificate = certificate }).Refusal);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_certificate_number_has_up_to_64_characters(int length, bool isAccepted) =>
        Assert.Equal(
            isAccepted ? null : ParticipantRefusals.CertificateInvalid,
            Completed().When(Certifying with { Certificate = new string('7', length) }).Refusal);

    [Theory]
    [InlineData(0, "review.rating_invalid")]
    [InlineData(1, null)]
    [InlineData(5, null)]
    [InlineData(6, "review.rating_invalid")]
    public void A_review_gives_one_to_five_stars(int rating, string? refusal) =>
        Assert.Equal(
            refusal,
            Completed().WhoGotTheCertificate().When(Reviewing with { Rating = rating }).Refusal?.Code);

    [Theory]
    [InlineData("", 1, "review.text_invalid")]
    [InlineData(" \n", 1, "review.text_invalid")]
    [InlineData("x", 2_000, null)]
    [InlineData("x", 2_001, "review.text_invalid")]
    public void A_review_has_a_text_of_up_to_two_thousand_characters(string text, int times, string? refusal) =>
        Assert.Equal(
            refusal,
            Completed().WhoGotTheCertificate()
                .When(Reviewing with { Review = string.Concat(Enumerable.Repeat(text, times)) }).Refusal?.Code);

    [Fact]
    public void A_review_follows_the_certificate_once()
    {
        var scenario = Completed();

        scenario.When(Reviewing).ThenRefused(ParticipantRefusals.NotCertified)
            .When(Reviewing with { Purchase = 2 }).ThenRefused(ParticipantRefusals.PurchaseUnknown)
            .WhoGotTheCertificate();
        var certifiedAt = scenario.Now;
        scenario.After(1.Days()).When(Reviewing).ThenHappens(typeof(CourseReviewed), typeof(IncentiveEntitled));

        Assert.Equal(
            new Learning.Reviewed(
                "SERT/2021-0001", certifiedAt, 5, scenario.Now), scenario.State.Purchases[0].Training);
        Assert.Equal(
            new CourseReviewed(1, "lembaga-a", "lembaga-a/barista", 5, "Sangat membantu.", scenario.Now),
            scenario.History.OfType<CourseReviewed>().Single());
        scenario.When(Reviewing).ThenRefused(ParticipantRefusals.AlreadyReviewed);
    }

    [Fact]
    public void Every_stage_of_a_training_is_shown()
    {
        var scenario = Given.AHolder().WhoBought();
        Assert.Equal((TrainingStatus.Bought, null, null), Shown(scenario));
        scenario.WhoRedeemed();
        Assert.Equal((TrainingStatus.Redeemed, null, null), Shown(scenario));
        scenario.WhoTookThePreTest();
        Assert.Equal((TrainingStatus.PreTested, null, null), Shown(scenario));
        scenario.WhoCompleted();
        Assert.Equal((TrainingStatus.Completed, null, null), Shown(scenario));
        scenario.WhoGotTheCertificate();
        Assert.Equal((TrainingStatus.Certified, "SERT/2021-0001", null), Shown(scenario));
        scenario.WhoReviewed();
        Assert.Equal((TrainingStatus.Reviewed, "SERT/2021-0001", 5), Shown(scenario));
        Assert.Equal(
            (TrainingStatus.Refunded, null, null), Shown(Given.AHolder().WhoBought().WhoCancelled()));
    }

    [Fact]
    public void A_purchase_is_shown_with_the_balance_after_it()
    {
        var scenario = Given.AHolder().WhoBought();

        var view = ParticipantViews.Purchase(scenario.State, scenario.State.Purchases[0]);

        Assert.Equal(
            new PurchaseView(
                1, "lembaga-a/barista", "lembaga-a", "tokopedia", new Rupiah(400_000), People.Code(1), scenario.Now,
                TrainingStatus.Bought, null, null, new Rupiah(600_000)),
            view);
        scenario.At("2021-12-16");
        Assert.Equal(Rupiah.Zero, ParticipantViews.Purchase(scenario.State, scenario.State.Purchases[0]).BalanceAfter);
    }

    [Fact]
    public void A_provider_sees_the_training_and_nothing_of_the_person()
    {
        var scenario = Completed().WhoGotTheCertificate();

        Assert.Equal(
            new TrainingView(
                "lembaga-a/barista", "lembaga-a", TrainingStatus.Certified, scenario.Now, "SERT/2021-0001"),
            ParticipantViews.Training(scenario.State.Purchases[0]));
    }

    [Fact]
    public void A_certificate_check_shows_a_shortened_name()
    {
        var scenario = Completed().WhoGotTheCertificate();
        var view = new CertificateView(
            "SERT/2021-0001", "lembaga-a/barista", "lembaga-a", "S*** A***", scenario.Now);

        Assert.Equal(view, ParticipantViews.Certificate(scenario.State, "SERT/2021-0001"));
        Assert.Null(ParticipantViews.Certificate(scenario.State, "SERT/2021-0002"));
        Assert.Equal(
            view, ParticipantViews.Certificate(scenario.After(1.Days()).WhoReviewed().State, "SERT/2021-0001"));
        Assert.Null(ParticipantViews.Certificate(scenario.State, "SERT/2021-0002"));
    }

    [Fact]
    public void A_purchase_is_found_by_its_number_or_its_code()
    {
        var state = Given.AGraduate().WhoBought(People.Course("kopi", 100_000)).State;

        Assert.Equal(2, TrainingRules.Find(state, 2)!.Number);
        Assert.Equal(2, TrainingRules.Find(state, People.Code(2))!.Number);
        Assert.Null(TrainingRules.Find(state, 0));
        Assert.Null(TrainingRules.Find(state, 3));
        Assert.Null(TrainingRules.Find(state, People.Code(3)));
    }

    private static Answer<TrainingView> Checked(Scenario scenario, Redeem? asked = null) => ParticipantViews.RedeemCode(
        scenario.State, (asked ?? Redeeming).Provider, (asked ?? Redeeming).Code);

    private static Scenario Completed() => Given.AHolder().WhoBought().WhoRedeemed().WhoTookThePreTest().WhoCompleted();

    private static (TrainingStatus Status, string? Certificate, int? Rating) Shown(Scenario scenario)
    {
        var view = ParticipantViews.Purchase(scenario.State, scenario.State.Purchases[0]);
        return (view.Status, view.Certificate, view.Rating);
    }
}
