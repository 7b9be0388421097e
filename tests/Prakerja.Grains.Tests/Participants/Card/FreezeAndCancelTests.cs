using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Refunded = Prakerja.Grains.Participants.Training.Refunded;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule M1: one person freezes a card, two people cancel it; every later step checks the card again.</summary>
public sealed class FreezeAndCancelTests
{
    [Fact]
    public void A_card_is_frozen_and_unfrozen_with_a_reason()
    {
        var scenario = Given.AHolder();
        var at = scenario.Now;

        scenario.When(new FreezeCard("ani", "Dugaan penyalahgunaan."))
            .Then(new CardFrozen("ani", "Dugaan penyalahgunaan.", at));
        Assert.Equal(new Freeze("ani", at), scenario.ActiveCard.Freeze);
        Assert.Equal(CardStatus.Frozen, ParticipantViews.StatusOf(scenario.State.Card!));
        Assert.Equal(new Rupiah(1_000_000), scenario.Balance);

        scenario.When(new FreezeCard("ani", "Lagi.")).ThenRefused(ParticipantRefusals.CardFrozen);
        scenario.When(
            new UnfreezeCard("budi", "Tidak terbukti.")).Then(new CardUnfrozen("budi", "Tidak terbukti.", at));
        Assert.Null(scenario.ActiveCard.Freeze);
        scenario.When(new UnfreezeCard("budi", "Lagi.")).ThenRefused(ParticipantRefusals.CardNotFrozen);
        scenario.WhoBought();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Every_management_command_needs_a_reason(string reason) => AssertReasonMissing(reason);

    [Fact]
    public void A_reason_has_up_to_five_hundred_characters()
    {
        AssertReasonMissing(new string('x', 501));
        var reason = new string('x', 500);
        Given.AHolder()
            .Does(new FreezeCard("ani", reason))
            .Does(new UnfreezeCard("ani", reason))
            .Does(new RequestCancellation("ani", reason));
    }

    [Fact]
    public void Every_later_step_of_a_frozen_card_is_refused()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().WhoBought(People.Course("kopi", 100_000)).WhoIsFrozen();

        AssertEveryStepRefused(scenario, ParticipantRefusals.CardFrozen);
    }

    [Fact]
    public void Every_later_step_of_a_cancelled_card_is_refused()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().WhoBought(
            People.Course("kopi", 100_000)).WhoIsCancelled();

        AssertEveryStepRefused(scenario, ParticipantRefusals.CardCancelled);
        AssertManagementRefused(scenario, ParticipantRefusals.CardCancelled);
    }

    [Fact]
    public void Every_later_step_of_a_lapsed_card_is_refused()
    {
        var scenario = Given.AHolder().WhoBought().WhoCancelled().At("2021-10-24");

        AssertEveryStepRefused(scenario, ParticipantRefusals.CardLapsed);
        AssertManagementRefused(scenario, ParticipantRefusals.CardLapsed);
    }

    [Fact]
    public void Every_card_command_is_refused_without_a_card()
    {
        var scenario = Given.AParticipant();

        scenario.When(new BuyCourse(People.Course(), People.Platform, People.Code(1), true))
            .ThenRefused(ParticipantRefusals.NoCard)
            .When(new CancelPurchase(People.Platform, 1)).ThenRefused(ParticipantRefusals.NoCard)
            .When(new TakePreTest(1, 60)).ThenRefused(ParticipantRefusals.NoCard)
            .When(new ReviewCourse(1, 5, "Baik.")).ThenRefused(ParticipantRefusals.NoCard)
            .When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.NoCard);
        AssertManagementRefused(scenario, ParticipantRefusals.NoCard);
    }

    [Fact]
    public void Deadlines_go_on_while_a_card_is_frozen()
    {
        Assert.IsType<Card.Lapsed>(Given.AHolder().WhoIsFrozen().At("2021-10-24").State.Card);
        var expired = Given.AHolder().WhoBought().WhoIsFrozen().At("2021-12-16");

        Assert.NotNull(Assert.IsType<Card.Expired>(expired.State.Card).Freeze);
        Assert.Equal(CardStatus.Frozen, ParticipantViews.StatusOf(expired.State.Card!));
    }

    [Fact]
    public void An_expired_card_can_be_frozen_and_unfrozen_too()
    {
        var scenario = Given.AGraduate().At("2021-12-20 09:00").WhoIsFrozen();
        scenario.When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.CardFrozen);

        scenario.Does(new UnfreezeCard("budi", "Tidak terbukti.")).Does(new AnswerSurvey(1, [1, 2, 3, 4, 5]));
    }

    [Fact]
    public void A_cancellation_takes_two_different_people()
    {
        var scenario = Given.AHolder();
        scenario.When(new RequestCancellation("ani", "Data palsu."))
            .Then(new CancellationRequested("ani", "Data palsu.", scenario.Now));
        Assert.Equal(CardStatus.Active, ParticipantViews.StatusOf(scenario.State.Card!));

        scenario.When(new DecideCancellation("ani", Approve: true)).ThenRefused(ParticipantRefusals.SamePerson)
            .When(new RequestCancellation("budi", "Juga.")).ThenRefused(ParticipantRefusals.CancellationPending)
            .When(new DecideCancellation("budi", Approve: true))
            .Then(new CardCancelled(21, "ani", "budi", "Data palsu.", new Rupiah(1_000_000), scenario.Now));

        var card = Assert.IsType<Card.Cancelled>(scenario.State.Card);
        Assert.Equal((new Rupiah(1_000_000), scenario.Now), (card.Returned, card.At));
        Assert.Null(ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void Names_that_differ_in_case_are_two_people() => Given.AHolder().WhoseCancellationIsRequested("ani")
        .When(new DecideCancellation("Ani", Approve: true)).ThenHappens(typeof(CardCancelled));

    [Fact]
    public void A_cancellation_that_is_not_approved_leaves_the_card_as_it_was()
    {
        var scenario = Given.AHolder();
        var before = scenario.State.Card;

        scenario.When(new DecideCancellation("budi", Approve: false))
            .ThenRefused(ParticipantRefusals.CancellationNotRequested)
            .WhoseCancellationIsRequested("ani")
            .When(new DecideCancellation("ani", Approve: false)).Then(new CancellationWithdrawn("ani", scenario.Now));

        Assert.Equal(before, scenario.State.Card);
        scenario.When(new DecideCancellation("budi", Approve: true))
            .ThenRefused(ParticipantRefusals.CancellationNotRequested);
    }

    [Fact]
    public void A_frozen_card_can_be_cancelled_and_freezing_keeps_the_request()
    {
        var scenario = Given.AHolder().WhoIsFrozen().WhoseCancellationIsRequested("ani");
        Assert.NotNull(scenario.ActiveCard.Freeze);
        Assert.NotNull(scenario.ActiveCard.CancellationRequest);

        scenario.Does(new UnfreezeCard("budi", "Salah.")).Does(new FreezeCard("budi", "Benar."));
        Assert.Equal("ani", scenario.ActiveCard.CancellationRequest!.By);
        scenario.When(new DecideCancellation("budi", Approve: true)).ThenHappens(typeof(CardCancelled));
    }

    [Fact]
    public void A_rejected_cancellation_request_keeps_the_freeze()
    {
        var scenario = Given.AHolder().WhoIsFrozen().WhoseCancellationIsRequested("ani")
            .Does(new DecideCancellation("budi", Approve: false));

        Assert.NotNull(scenario.ActiveCard.Freeze);
        Assert.Null(scenario.ActiveCard.CancellationRequest);
    }

    [Fact]
    public void A_cancellation_refunds_unredeemed_purchases_and_returns_the_whole_balance()
    {
        var scenario = Given.AGraduate() // one course of 400,000 redeemed
            .WhoBought(People.Course("kopi", 100_000)).WhoBought(People.Course("teh", 150_000))
            .WhoRedeemed(3).WhoseCancellationIsRequested("ani");

        var outcome = scenario.When(new DecideCancellation("budi", Approve: true));

        Assert.Equal(
            [
                new PurchaseCancelled(2, new Rupiah(100_000), Account.Balances, scenario.Now),
                new CardCancelled(21, "ani", "budi", "Data palsu.", new Rupiah(450_000), scenario.Now),
            ],
            outcome.Events);
        Assert.Equal(new Refunded(scenario.Now, Account.Balances), scenario.State.Purchases[1].Training);
    }

    [Fact]
    public void A_refund_of_an_expired_card_goes_to_the_state()
    {
        var scenario = Given.AHolder().WhoBought().At("2021-12-20 09:00").WhoseCancellationIsRequested("ani");

        var outcome = scenario.When(new DecideCancellation("budi", Approve: true));

        Assert.Equal(
            [
                new PurchaseCancelled(1, new Rupiah(400_000), Account.Treasury, scenario.Now),
                new CardCancelled(21, "ani", "budi", "Data palsu.", Rupiah.Zero, scenario.Now),
            ],
            outcome.Events);
        Assert.Equal(new Rupiah(600_000), Assert.IsType<Card.Cancelled>(scenario.State.Card).Returned);
    }

    [Fact]
    public void A_request_made_before_the_year_s_end_can_be_approved_after_it()
    {
        var scenario = Given.AHolder().WhoBought().At("2021-12-15 09:00").WhoseCancellationIsRequested("ani")
            .At("2021-12-16 09:00");
        Assert.Equal("ani", CardRules.RequestOf(scenario.State)!.By);

        scenario.When(new DecideCancellation("ani", Approve: true)).ThenRefused(ParticipantRefusals.SamePerson);
        Assert.IsType<Card.Cancelled>(scenario.Does(new DecideCancellation("budi", Approve: true)).State.Card);
        Assert.Null(CardRules.RequestOf(scenario.State));
    }

    [Fact]
    public void No_incentive_is_paid_while_frozen_and_all_due_incentives_are_paid_after_the_freeze()
    {
        var scenario = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoFinished().WithVerifiedWallet();
        scenario.At("2021-10-05 14:30").WhoReviewed();
        Assert.Single(scenario.History.OfType<IncentivePaid>());
        scenario.WhoIsFrozen().At("2021-12-06 09:00");

        Assert.Equal(IncentiveHold.CardFrozen, IncentiveRules.HoldOf(scenario.State));
        Assert.Null(ParticipantRules.NextDeadline(scenario.Written, "2021-11-01".Wib(), scenario.Options) is { } at
            && at < "2021-12-16".Wib() ? at : null);
        scenario.When(new UnfreezeCard("budi", "Tidak terbukti."))
            .ThenHappens(typeof(CardUnfrozen), typeof(IncentivePaid), typeof(IncentivePaid));
    }

    [Fact]
    public void Nothing_is_ever_paid_after_a_cancellation()
    {
        var scenario = Given.AGraduate().WhoIsCancelled();

        scenario.WithVerifiedWallet().At("2023-01-01 09:00");

        Assert.Equal(IncentiveHold.CardCancelled, IncentiveRules.HoldOf(scenario.State));
        Assert.Empty(scenario.WhenReminded());
        Assert.Empty(scenario.History.OfType<IncentivePaid>());
    }

    private static void AssertReasonMissing(string reason) => Given.AHolder()
        .When(new FreezeCard("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing)
        .When(new UnfreezeCard("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing)
        .When(new RequestCancellation("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing);

    private static void AssertManagementRefused(Scenario scenario, Refusal refusal) => scenario
        .When(new FreezeCard("ani", "Dugaan.")).ThenRefused(refusal)
        .When(new UnfreezeCard("ani", "Dugaan.")).ThenRefused(refusal)
        .When(new RequestCancellation("ani", "Dugaan.")).ThenRefused(refusal)
        .When(new DecideCancellation("ani", Approve: true)).ThenRefused(refusal)
        .When(new DecideCancellation("ani", Approve: false)).ThenRefused(refusal);

    private static void AssertEveryStepRefused(Scenario scenario, Refusal refusal)
    {
        var code = People.Code(scenario.Written.Purchases.Length);
        var purchase = scenario.Written.Purchases.Length;
        scenario.Does(new RequestCode(CodePurpose.Purchase))
            .When(scenario.Buying(People.Course("susu"))).ThenRefused(refusal)
            .When(new CancelPurchase(People.Platform, purchase)).ThenRefused(refusal)
            .When(new Redeem(People.Provider, code)).ThenRefused(refusal)
            .When(new TakePreTest(purchase, 60)).ThenRefused(refusal)
            .When(new CompleteTraining(People.Provider, code, 75)).ThenRefused(refusal)
            .When(new IssueCertificate(People.Provider, code, "SERT-9")).ThenRefused(refusal)
            .When(new ReviewCourse(purchase, 5, "Baik.")).ThenRefused(refusal)
            .When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(refusal);
    }

    [Fact]
    public void Two_keys_with_a_common_person_behind_them_are_one_person() => Given.AHolder()
        .Does(new RequestCancellation("ani", "Data palsu.", ["ani", "admin"]))
        .When(new DecideCancellation("budi", Approve: true, ["budi", "admin"]))
        .ThenRefused(ParticipantRefusals.SamePerson)
        .When(new DecideCancellation("budi", Approve: true, ["admin"])).ThenRefused(ParticipantRefusals.SamePerson)
        .When(new DecideCancellation("budi", Approve: true)).ThenRefused(ParticipantRefusals.SamePerson)
        .When(new DecideCancellation("budi", Approve: true, ["budi", "admin-2"])).ThenHappens(typeof(CardCancelled));

    [Fact]
    public void A_request_that_names_no_people_can_only_be_withdrawn() => Given.AHolder()
        .WhoseCancellationIsRequested()
        .When(new DecideCancellation("budi", Approve: true, ["budi"])).ThenRefused(ParticipantRefusals.SamePerson)
        .When(new DecideCancellation("budi", Approve: false, ["budi"])).ThenHappens(typeof(CancellationWithdrawn));
}
