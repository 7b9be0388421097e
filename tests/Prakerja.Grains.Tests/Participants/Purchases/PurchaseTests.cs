using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Bought = Prakerja.Grains.Participants.Training.Bought;
using Refunded = Prakerja.Grains.Participants.Training.Refunded;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rules B1, T1, T2 and T5: buying with what is left, and taking it back.</summary>
public sealed class PurchaseTests
{
    [Fact]
    public void A_purchase_takes_the_price_from_the_balance_and_gives_a_redeem_code()
    {
        var life = Given.AHolder().WithPurchaseCode();

        life.When(life.Buying()).Then(new CourseBought(
            1, "lembaga-a/barista", "lembaga-a", "tokopedia", new Rupiah(400_000), People.Code(1), life.Now));

        Assert.Equal(new Rupiah(600_000), life.Balance);
        Assert.Equal(
            [
                new Purchase(
                    1, "lembaga-a/barista", "lembaga-a", "tokopedia", new Rupiah(400_000), People.Code(1), life.Now,
                    Bought.Instance),
            ],
            life.State.Purchases);
    }

    [Theory]
    [InlineData(999_999, null)]
    [InlineData(1_000_000, null)]
    [InlineData(1_000_001, "purchase.balance_too_small")]
    public void A_course_may_cost_all_that_is_left_and_no_rupiah_more(long price, string? refusal)
    {
        var life = Given.AHolder().WithPurchaseCode();

        Assert.Equal(refusal, life.When(life.Buying(People.Course(price: price))).Refusal?.Code);
        Assert.Equal(new Rupiah(refusal is null ? 1_000_000 - price : 1_000_000), life.Balance);
    }

    [Fact]
    public void What_is_left_after_the_first_course_is_the_limit_of_the_second()
    {
        var life = Given.AGraduate().WithPurchaseCode();

        life.When(life.Buying(People.Course("kopi", 600_001))).ThenRefused(ParticipantRefusals.BalanceTooSmall)
            .When(life.Buying(People.Course("kopi", 600_000))).ThenHappens(typeof(CourseBought));
        Assert.Equal(Rupiah.Zero, life.Balance);
    }

    [Fact]
    public void Nothing_is_bought_before_the_card_number_shows()
    {
        var life = Given.ARecipient().WithPurchaseCode();

        life.When(life.Buying()).ThenRefused(ParticipantRefusals.VideosNotWatched);
        life.WhoWatched(1).WhoWatched(2).WithPurchaseCode()
            .When(life.Buying()).ThenRefused(ParticipantRefusals.VideosNotWatched);
    }

    [Fact]
    public void A_purchase_takes_the_holder_s_code()
    {
        var life = Given.AHolder();
        life.When(life.Buying()).ThenRefused(ParticipantRefusals.CodeNotIssued);

        life.WithPurchaseCode();
        var mistaken = life.When(life.Buying(codeMatches: false));
        Assert.Equal(ParticipantRefusals.CodeWrong, mistaken.Refusal);
        Assert.Equal([new CodeMistaken(CodePurpose.Purchase, 1)], mistaken.Events);

        life.When(life.Buying()).ThenHappens(typeof(CourseBought));
        life.WhoFinished().When(life.Buying(People.Course("kopi"))).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Fact]
    public void A_code_for_logging_in_buys_nothing()
    {
        var life = Given.AHolder().Does(new RequestCode(CodePurpose.LogIn));

        life.When(life.Buying()).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "code.expired")]
    public void A_purchase_code_holds_for_five_minutes(int offsetMs, string? refusal)
    {
        var life = Given.AHolder().WithPurchaseCode().After(5.Minutes() + offsetMs.Milliseconds());

        Assert.Equal(refusal, life.When(life.Buying()).Refusal?.Code);
    }

    [Fact]
    public void A_refused_purchase_uses_no_code_up()
    {
        var life = Given.AHolder().WithPurchaseCode();

        life.When(life.Buying(platform: "warung")).ThenRefused(ParticipantRefusals.NotSoldHere)
            .When(life.Buying(platform: "pijar")).ThenHappens(typeof(CourseBought));
    }

    [Fact]
    public void A_second_course_waits_until_the_first_is_finished()
    {
        var life = Given.AHolder().WhoBought().WithPurchaseCode();
        var second = life.Buying(People.Course("kopi", 100_000));

        life.When(second).ThenRefused(ParticipantRefusals.FirstNotFinished);
        life.WhoRedeemed().When(second).ThenRefused(ParticipantRefusals.FirstNotFinished);
        life.WhoTookThePreTest().When(second).ThenRefused(ParticipantRefusals.FirstNotFinished);
        life.WhoCompleted().When(second).ThenHappens(typeof(CourseBought));
    }

    [Fact]
    public void After_the_first_is_finished_more_may_be_bought_side_by_side()
    {
        var life = Given.AHolder().WhoBought().WhoFinished()
            .WhoBought(People.Course("kopi", 100_000)).WhoBought(People.Course("teh", 100_000));

        Assert.Equal(new Rupiah(400_000), life.Balance);
        Assert.Equal([1, 2, 3], life.State.Purchases.Select(purchase => purchase.Number));
    }

    [Fact]
    public void A_first_that_was_taken_back_makes_the_next_the_first()
    {
        var life = Given.AHolder().WhoBought().WhoCancelled().WhoBought(People.Course("kopi")).WithPurchaseCode();

        life.When(life.Buying(People.Course("teh", 100_000))).ThenRefused(ParticipantRefusals.FirstNotFinished);
        life.WhoRedeemed(2).WhoTookThePreTest(2).WhoCompleted(2).WithPurchaseCode()
            .When(life.Buying(People.Course("teh", 100_000))).ThenHappens(typeof(CourseBought));
    }

    [Fact]
    public void The_same_course_is_bought_once_unless_it_was_taken_back()
    {
        var life = Given.AHolder().WhoBought().WhoFinished().WithPurchaseCode();
        life.When(life.Buying()).ThenRefused(ParticipantRefusals.CourseAlreadyBought);

        Given.AHolder().WhoBought().WhoCancelled().WhoBought();
    }

    [Fact]
    public void A_card_holds_thirty_two_purchases_the_cancelled_ones_included()
    {
        var life = Given.AHolder();
        for (var purchase = 1; purchase <= 32; purchase++)
        {
            life.After(10.Minutes()).WhoBought();
            if (purchase < 32) life.WhoCancelled(purchase);
        }

        life.WhoFinished(32).WithPurchaseCode()
            .When(new BuyCourse(People.Course("kopi"), People.Platform, People.Code(1), true))
            .ThenRefused(ParticipantRefusals.TooManyPurchases);
        Assert.Equal(32, TrainingRules.PurchaseLimit);
    }

    [Theory]
    [InlineData("2021-10-01 00:00:00.000", "2021-10-09")]
    [InlineData("2021-10-01 23:59:59.999", "2021-10-09")]
    [InlineData("2021-10-02 00:00:00.000", "2021-10-10")]
    public void The_day_after_the_purchase_is_day_one_of_seven(string boughtAt, string endsAt) =>
        Assert.Equal(endsAt.Wib(), TrainingRules.CancelEndsAt(boughtAt.Wib(), new ProgrammeOptions()));

    [Theory]
    [InlineData("2021-10-08 23:59:59.999", null)]
    [InlineData("2021-10-09 00:00:00.000", "cancel.window_over")]
    [InlineData("2021-10-09 00:00:00.001", "cancel.window_over")]
    public void A_purchase_can_be_taken_back_within_seven_days(string now, string? refusal)
    {
        var life = Given.AHolder().At("2021-10-01 09:00").WhoBought().At(now);

        Assert.Equal(refusal, life.When(new CancelPurchase(People.Platform, 1)).Refusal?.Code);
        Assert.Equal(new Rupiah(refusal is null ? 1_000_000 : 600_000), life.Balance);
    }

    [Fact]
    public void The_refund_goes_to_the_balance_once()
    {
        var life = Given.AHolder().WhoBought();

        life.When(new CancelPurchase(People.Platform, 1))
            .Then(new PurchaseCancelled(1, new Rupiah(400_000), Account.Balances, life.Now));
        Assert.Equal(new Refunded(life.Now, Account.Balances), life.State.Purchases[0].Training);
        life.When(new CancelPurchase(People.Platform, 1)).ThenRefused(ParticipantRefusals.PurchaseCancelled);
        Assert.Equal(new Rupiah(1_000_000), life.Balance);
    }

    [Fact]
    public void After_the_year_the_refund_goes_to_the_state()
    {
        var life = Given.AGraduate().At("2021-12-15 09:00").WhoBought(People.Course("kopi", 100_000))
            .At("2021-12-16 09:00");

        life.When(new CancelPurchase(People.Platform, 2)).ThenHappens(typeof(CardExpired), typeof(PurchaseCancelled));

        Assert.Equal(new Refunded(life.Now, Account.Treasury), life.State.Purchases[1].Training);
        Assert.Equal(new Rupiah(500_000), Assert.IsType<Card.Expired>(life.State.Card).Returned);
    }

    [Fact]
    public void Only_the_platform_that_sold_it_takes_it_back_and_only_before_it_is_redeemed()
    {
        var life = Given.AHolder().WhoBought();

        life.When(new CancelPurchase("pijar", 1)).ThenRefused(ParticipantRefusals.OtherPlatform)
            .When(new CancelPurchase(People.Platform, 0)).ThenRefused(ParticipantRefusals.PurchaseUnknown)
            .When(new CancelPurchase(People.Platform, 2)).ThenRefused(ParticipantRefusals.PurchaseUnknown)
            .WhoRedeemed()
            .When(new CancelPurchase(People.Platform, 1)).ThenRefused(ParticipantRefusals.CancelRedeemed)
            .WhoTookThePreTest().WhoCompleted()
            .When(new CancelPurchase(People.Platform, 1)).ThenRefused(ParticipantRefusals.CancelRedeemed);
    }

    [Fact]
    public void The_books_of_one_card_always_add_up()
    {
        var life = Given.AGraduate().WhoBought(People.Course("kopi", 100_000)).WhoCancelled(2)
            .WhoBought(People.Course("teh", 150_000)).At("2021-12-16 09:00");

        var account = ParticipantViews.Account("p-1", life.State, 7);

        Assert.Equal(
            (new Rupiah(1_000_000), new Rupiah(650_000), new Rupiah(100_000), new Rupiah(450_000), Rupiah.Zero),
            (account.Granted, account.Spent, account.Refunded, account.Returned, account.Balance));
        Assert.Equal((CardStatus.Expired, 21, 7L), (account.Card, account.Wave, account.Version));
        Assert.Equal(
            [TrainingStatus.Reviewed, TrainingStatus.Refunded, TrainingStatus.Bought],
            account.Purchases.Select(purchase => purchase.Status));
        Assert.Equal(new PurchaseStanding(
            3, "lembaga-a/teh", new Rupiah(150_000), "2021-10-05 14:30".Wib(), TrainingStatus.Bought),
            account.Purchases[2]);
    }

    [Fact]
    public void Of_somebody_without_a_card_the_books_are_empty()
    {
        var account = ParticipantViews.Account("p-1", Given.AParticipant().State, 3);

        Assert.Equal((null, null, Rupiah.Zero), (account.Card, account.Wave, account.Granted));
        Assert.Equal((Rupiah.Zero, Rupiah.Zero, Rupiah.Zero), (account.Spent, account.Returned, account.Balance));
    }

    [Fact]
    public void The_books_name_who_asked_for_the_cancellation()
    {
        var life = Given.AHolder().WhoseCancellationIsRequested("ani");

        Assert.Equal("ani", ParticipantViews.Account("p-1", life.State, 1).CancellationRequestedBy);
        Assert.Null(ParticipantViews.Account("p-1", Given.AHolder().State, 1).CancellationRequestedBy);
    }
}
