using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Refunded = Prakerja.Grains.Participants.Training.Refunded;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule M1: frozen for a time by one, cancelled for good by two; every later step asks again.</summary>
public sealed class FreezeAndCancelTests
{
    [Fact]
    public void A_card_is_frozen_with_a_reason_and_let_go_again()
    {
        var life = Given.AHolder();
        var at = life.Now;

        life.When(new FreezeCard("ani", "Dugaan penyalahgunaan."))
            .Then(new CardFrozen("ani", "Dugaan penyalahgunaan.", at));
        Assert.Equal(new Freeze("ani", at), life.ActiveCard.Freeze);
        Assert.Equal(CardStatus.Frozen, ParticipantViews.StatusOf(life.State.Card!));
        Assert.Equal(new Rupiah(1_000_000), life.Balance);

        life.When(new FreezeCard("ani", "Lagi.")).ThenRefused(ParticipantRefusals.CardFrozen);
        life.When(new UnfreezeCard("budi", "Tidak terbukti.")).Then(new CardUnfrozen("budi", "Tidak terbukti.", at));
        Assert.Null(life.ActiveCard.Freeze);
        life.When(new UnfreezeCard("budi", "Lagi.")).ThenRefused(ParticipantRefusals.CardNotFrozen);
        life.WhoBought();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Nothing_of_this_happens_without_a_reason(string reason) => AssertReasonMissing(reason);

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
        var life = Given.AGraduate().WithVerifiedWallet().WhoBought(People.Course("kopi", 100_000)).WhoIsFrozen();

        AssertEveryStepRefused(life, ParticipantRefusals.CardFrozen);
    }

    [Fact]
    public void Every_later_step_of_a_cancelled_card_is_refused()
    {
        var life = Given.AGraduate().WithVerifiedWallet().WhoBought(People.Course("kopi", 100_000)).WhoIsCancelled();

        AssertEveryStepRefused(life, ParticipantRefusals.CardCancelled);
        AssertManagementRefused(life, ParticipantRefusals.CardCancelled);
    }

    [Fact]
    public void Every_later_step_of_a_lapsed_card_is_refused()
    {
        var life = Given.AHolder().WhoBought().WhoCancelled().At("2021-10-24");

        AssertEveryStepRefused(life, ParticipantRefusals.CardLapsed);
        AssertManagementRefused(life, ParticipantRefusals.CardLapsed);
    }

    [Fact]
    public void Nobody_without_a_card_can_be_frozen_or_take_a_step_with_one()
    {
        var life = Given.AParticipant();

        life.When(new BuyCourse(People.Course(), People.Platform, People.Code(1), true))
            .ThenRefused(ParticipantRefusals.NoCard)
            .When(new CancelPurchase(People.Platform, 1)).ThenRefused(ParticipantRefusals.NoCard)
            .When(new TakePreTest(1, 60)).ThenRefused(ParticipantRefusals.NoCard)
            .When(new ReviewCourse(1, 5, "Baik.")).ThenRefused(ParticipantRefusals.NoCard)
            .When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.NoCard);
        AssertManagementRefused(life, ParticipantRefusals.NoCard);
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
    public void An_expired_card_can_be_frozen_and_let_go_as_well()
    {
        var life = Given.AGraduate().At("2021-12-20 09:00").WhoIsFrozen();
        life.When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.CardFrozen);

        life.Does(new UnfreezeCard("budi", "Tidak terbukti.")).Does(new AnswerSurvey(1, [1, 2, 3, 4, 5]));
    }

    [Fact]
    public void A_cancellation_takes_two_different_people()
    {
        var life = Given.AHolder();
        life.When(new RequestCancellation("ani", "Data palsu."))
            .Then(new CancellationRequested("ani", "Data palsu.", life.Now));
        Assert.Equal(CardStatus.Active, ParticipantViews.StatusOf(life.State.Card!));

        life.When(new DecideCancellation("ani", Approve: true)).ThenRefused(ParticipantRefusals.SamePerson)
            .When(new RequestCancellation("budi", "Juga.")).ThenRefused(ParticipantRefusals.CancellationPending)
            .When(new DecideCancellation("budi", Approve: true))
            .Then(new CardCancelled(21, "ani", "budi", "Data palsu.", new Rupiah(1_000_000), life.Now));

        var card = Assert.IsType<Card.Cancelled>(life.State.Card);
        Assert.Equal((new Rupiah(1_000_000), life.Now), (card.Returned, card.At));
        Assert.Null(ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void Names_that_differ_in_case_are_two_people() => Given.AHolder().WhoseCancellationIsRequested("ani")
        .When(new DecideCancellation("Ani", Approve: true)).ThenHappens(typeof(CardCancelled));

    [Fact]
    public void A_cancellation_that_is_not_approved_leaves_the_card_as_it_was()
    {
        var life = Given.AHolder();
        var before = life.State.Card;

        life.When(new DecideCancellation("budi", Approve: false))
            .ThenRefused(ParticipantRefusals.CancellationNotRequested)
            .WhoseCancellationIsRequested("ani")
            .When(new DecideCancellation("ani", Approve: false)).Then(new CancellationWithdrawn("ani", life.Now));

        Assert.Equal(before, life.State.Card);
        life.When(new DecideCancellation("budi", Approve: true))
            .ThenRefused(ParticipantRefusals.CancellationNotRequested);
    }

    [Fact]
    public void A_frozen_card_can_be_cancelled_and_freezing_keeps_the_request()
    {
        var life = Given.AHolder().WhoIsFrozen().WhoseCancellationIsRequested("ani");
        Assert.NotNull(life.ActiveCard.Freeze);
        Assert.NotNull(life.ActiveCard.CancellationRequest);

        life.Does(new UnfreezeCard("budi", "Salah.")).Does(new FreezeCard("budi", "Benar."));
        Assert.Equal("ani", life.ActiveCard.CancellationRequest!.By);
        life.When(new DecideCancellation("budi", Approve: true)).ThenHappens(typeof(CardCancelled));
    }

    [Fact]
    public void A_withdrawn_request_keeps_the_freeze()
    {
        var life = Given.AHolder().WhoIsFrozen().WhoseCancellationIsRequested("ani")
            .Does(new DecideCancellation("budi", Approve: false));

        Assert.NotNull(life.ActiveCard.Freeze);
        Assert.Null(life.ActiveCard.CancellationRequest);
    }

    [Fact]
    public void A_cancelled_card_refunds_what_was_not_redeemed_and_gives_everything_back()
    {
        var life = Given.AGraduate() // one course of 400,000 redeemed
            .WhoBought(People.Course("kopi", 100_000)).WhoBought(People.Course("teh", 150_000))
            .WhoRedeemed(3).WhoseCancellationIsRequested("ani");

        var outcome = life.When(new DecideCancellation("budi", Approve: true));

        Assert.Equal(
            [
                new PurchaseCancelled(2, new Rupiah(100_000), Account.Balances, life.Now),
                new CardCancelled(21, "ani", "budi", "Data palsu.", new Rupiah(450_000), life.Now),
            ],
            outcome.Events);
        Assert.Equal(new Refunded(life.Now, Account.Balances), life.State.Purchases[1].Training);
    }

    [Fact]
    public void Of_an_expired_card_the_refund_goes_to_the_state()
    {
        var life = Given.AHolder().WhoBought().At("2021-12-20 09:00").WhoseCancellationIsRequested("ani");

        var outcome = life.When(new DecideCancellation("budi", Approve: true));

        Assert.Equal(
            [
                new PurchaseCancelled(1, new Rupiah(400_000), Account.Treasury, life.Now),
                new CardCancelled(21, "ani", "budi", "Data palsu.", Rupiah.Zero, life.Now),
            ],
            outcome.Events);
        Assert.Equal(new Rupiah(600_000), Assert.IsType<Card.Cancelled>(life.State.Card).Returned);
    }

    [Fact]
    public void A_request_made_before_the_year_s_end_can_be_approved_after_it()
    {
        var life = Given.AHolder().WhoBought().At("2021-12-15 09:00").WhoseCancellationIsRequested("ani")
            .At("2021-12-16 09:00");
        Assert.Equal("ani", CardRules.RequestOf(life.State)!.By);

        life.When(new DecideCancellation("ani", Approve: true)).ThenRefused(ParticipantRefusals.SamePerson);
        Assert.IsType<Card.Cancelled>(life.Does(new DecideCancellation("budi", Approve: true)).State.Card);
        Assert.Null(CardRules.RequestOf(life.State));
    }

    [Fact]
    public void No_incentive_is_paid_while_frozen_and_all_that_fell_due_after_it()
    {
        var life = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoFinished().WithVerifiedWallet();
        life.At("2021-10-05 14:30").WhoReviewed();
        Assert.Single(life.History.OfType<IncentivePaid>());
        life.WhoIsFrozen().At("2021-12-06 09:00");

        Assert.Equal(IncentiveHold.CardFrozen, IncentiveRules.HoldOf(life.State));
        Assert.Null(ParticipantRules.NextDeadline(life.Written, "2021-11-01".Wib(), life.Options) is { } at
            && at < "2021-12-16".Wib() ? at : null);
        life.When(new UnfreezeCard("budi", "Tidak terbukti."))
            .ThenHappens(typeof(CardUnfrozen), typeof(IncentivePaid), typeof(IncentivePaid));
    }

    [Fact]
    public void Nothing_is_ever_paid_after_a_cancellation()
    {
        var life = Given.AGraduate().WhoIsCancelled();

        life.WithVerifiedWallet().At("2023-01-01 09:00");

        Assert.Equal(IncentiveHold.CardCancelled, IncentiveRules.HoldOf(life.State));
        Assert.Empty(life.WhenReminded());
        Assert.Empty(life.History.OfType<IncentivePaid>());
    }

    private static void AssertReasonMissing(string reason) => Given.AHolder()
        .When(new FreezeCard("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing)
        .When(new UnfreezeCard("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing)
        .When(new RequestCancellation("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing);

    private static void AssertManagementRefused(Life life, Refusal refusal) => life
        .When(new FreezeCard("ani", "Dugaan.")).ThenRefused(refusal)
        .When(new UnfreezeCard("ani", "Dugaan.")).ThenRefused(refusal)
        .When(new RequestCancellation("ani", "Dugaan.")).ThenRefused(refusal)
        .When(new DecideCancellation("ani", Approve: true)).ThenRefused(refusal)
        .When(new DecideCancellation("ani", Approve: false)).ThenRefused(refusal);

    private static void AssertEveryStepRefused(Life life, Refusal refusal)
    {
        var code = People.Code(life.Written.Purchases.Length);
        var purchase = life.Written.Purchases.Length;
        life.Does(new RequestCode(CodePurpose.Purchase))
            .When(life.Buying(People.Course("susu"))).ThenRefused(refusal)
            .When(new CancelPurchase(People.Platform, purchase)).ThenRefused(refusal)
            .When(new Redeem(People.Provider, code)).ThenRefused(refusal)
            .When(new TakePreTest(purchase, 60)).ThenRefused(refusal)
            .When(new CompleteTraining(People.Provider, code, 75)).ThenRefused(refusal)
            .When(new IssueCertificate(People.Provider, code, "SERT-9")).ThenRefused(refusal)
            .When(new ReviewCourse(purchase, 5, "Baik.")).ThenRefused(refusal)
            .When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(refusal);
    }
}
