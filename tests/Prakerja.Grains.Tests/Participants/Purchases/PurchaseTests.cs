using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Bought = Prakerja.Grains.Participants.Training.Bought;
using Refunded = Prakerja.Grains.Participants.Training.Refunded;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rules B1, T1, T2 and T5: purchases within the balance, and their cancellation.</summary>
public sealed class PurchaseTests
{
    [Fact]
    public void A_purchase_takes_the_price_from_the_balance_and_gives_a_redeem_code()
    {
        var scenario = Given.AHolder().WithPurchaseCode();

        scenario.When(scenario.Buying()).Then(new CourseBought(
            1, "lembaga-a/barista", "lembaga-a", "tokopedia", new Rupiah(400_000), People.Code(1), scenario.Now));

        Assert.Equal(new Rupiah(600_000), scenario.Balance);
        Assert.Equal(
            [
                new Purchase(
                    1, "lembaga-a/barista", "lembaga-a", "tokopedia", new Rupiah(400_000), People.Code(1), scenario.Now,
                    Bought.Instance),
            ],
            scenario.State.Purchases);
    }

    [Theory]
    [InlineData(999_999, null)]
    [InlineData(1_000_000, null)]
    [InlineData(1_000_001, "purchase.balance_too_small")]
    public void A_course_may_cost_all_that_is_left_and_no_rupiah_more(long price, string? refusal)
    {
        var scenario = Given.AHolder().WithPurchaseCode();

        Assert.Equal(refusal, scenario.When(scenario.Buying(People.Course(price: price))).Refusal?.Code);
        Assert.Equal(new Rupiah(refusal is null ? 1_000_000 - price : 1_000_000), scenario.Balance);
    }

    [Fact]
    public void The_price_of_the_second_course_is_limited_by_the_remaining_balance()
    {
        var scenario = Given.AGraduate().WithPurchaseCode();

        scenario.When(scenario.Buying(People.Course("kopi", 600_001))).ThenRefused(ParticipantRefusals.BalanceTooSmall)
            .When(scenario.Buying(People.Course("kopi", 600_000))).ThenHappens(typeof(CourseBought));
        Assert.Equal(Rupiah.Zero, scenario.Balance);
    }

    [Fact]
    public void Nothing_is_bought_before_the_card_number_shows()
    {
        var scenario = Given.ARecipient().WithPurchaseCode();

        scenario.When(scenario.Buying()).ThenRefused(ParticipantRefusals.VideosNotWatched);
        scenario.WhoWatched(1).WhoWatched(2).WithPurchaseCode()
            .When(scenario.Buying()).ThenRefused(ParticipantRefusals.VideosNotWatched);
    }

    [Fact]
    public void A_purchase_takes_the_holder_s_code()
    {
        var scenario = Given.AHolder();
        scenario.When(scenario.Buying()).ThenRefused(ParticipantRefusals.CodeNotIssued);

        scenario.WithPurchaseCode();
        var mistaken = scenario.When(scenario.Buying(codeMatches: false));
        Assert.Equal(ParticipantRefusals.CodeWrong, mistaken.Refusal);
        Assert.Equal([new CodeMistaken(CodePurpose.Purchase, 1)], mistaken.Events);

        scenario.When(scenario.Buying()).ThenHappens(typeof(CourseBought));
        scenario.WhoFinished().When(
            scenario.Buying(People.Course("kopi"))).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Fact]
    public void A_code_for_logging_in_buys_nothing()
    {
        var scenario = Given.AHolder().Does(new RequestCode(CodePurpose.LogIn));

        scenario.When(scenario.Buying()).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "code.expired")]
    public void A_purchase_code_holds_for_five_minutes(int offsetMs, string? refusal)
    {
        var scenario = Given.AHolder().WithPurchaseCode().After(5.Minutes() + offsetMs.Milliseconds());

        Assert.Equal(refusal, scenario.When(scenario.Buying()).Refusal?.Code);
    }

    [Fact]
    public void A_refused_purchase_uses_no_code_up()
    {
        var scenario = Given.AHolder().WithPurchaseCode();

        scenario.When(scenario.Buying(platform: "warung")).ThenRefused(ParticipantRefusals.NotSoldHere)
            .When(scenario.Buying(platform: "pijar")).ThenHappens(typeof(CourseBought));
    }

    [Fact]
    public void A_second_course_waits_until_the_first_is_finished()
    {
        var scenario = Given.AHolder().WhoBought().WithPurchaseCode();
        var second = scenario.Buying(People.Course("kopi", 100_000));

        scenario.When(second).ThenRefused(ParticipantRefusals.FirstNotFinished);
        scenario.WhoRedeemed().When(second).ThenRefused(ParticipantRefusals.FirstNotFinished);
        scenario.WhoTookThePreTest().When(second).ThenRefused(ParticipantRefusals.FirstNotFinished);
        scenario.WhoCompleted().When(second).ThenHappens(typeof(CourseBought));
    }

    [Fact]
    public void After_the_first_is_finished_more_may_be_bought_side_by_side()
    {
        var scenario = Given.AHolder().WhoBought().WhoFinished()
            .WhoBought(People.Course("kopi", 100_000)).WhoBought(People.Course("teh", 100_000));

        Assert.Equal(new Rupiah(400_000), scenario.Balance);
        Assert.Equal([1, 2, 3], scenario.State.Purchases.Select(purchase => purchase.Number));
    }

    [Fact]
    public void A_first_that_was_taken_back_makes_the_next_the_first()
    {
        var scenario = Given.AHolder().WhoBought().WhoCancelled().WhoBought(People.Course("kopi")).WithPurchaseCode();

        scenario.When(scenario.Buying(People.Course("teh", 100_000))).ThenRefused(ParticipantRefusals.FirstNotFinished);
        scenario.WhoRedeemed(2).WhoTookThePreTest(2).WhoCompleted(2).WithPurchaseCode()
            .When(scenario.Buying(People.Course("teh", 100_000))).ThenHappens(typeof(CourseBought));
    }

    [Fact]
    public void The_same_course_is_bought_once_unless_it_was_taken_back()
    {
        var scenario = Given.AHolder().WhoBought().WhoFinished().WithPurchaseCode();
        scenario.When(scenario.Buying()).ThenRefused(ParticipantRefusals.CourseAlreadyBought);

        Given.AHolder().WhoBought().WhoCancelled().WhoBought();
    }

    [Fact]
    public void A_card_holds_thirty_two_purchases_the_cancelled_ones_included()
    {
        var scenario = Given.AHolder();
        for (var purchase = 1; purchase <= 32; purchase++)
        {
            scenario.After(10.Minutes()).WhoBought();
            if (purchase < 32) scenario.WhoCancelled(purchase);
        }

        scenario.WhoFinished(32).WithPurchaseCode()
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
        var scenario = Given.AHolder().At("2021-10-01 09:00").WhoBought().At(now);

        Assert.Equal(refusal, scenario.When(new CancelPurchase(People.Platform, 1)).Refusal?.Code);
        Assert.Equal(new Rupiah(refusal is null ? 1_000_000 : 600_000), scenario.Balance);
    }

    [Fact]
    public void The_refund_goes_to_the_balance_once()
    {
        var scenario = Given.AHolder().WhoBought();

        scenario.When(new CancelPurchase(People.Platform, 1))
            .Then(new PurchaseCancelled(1, new Rupiah(400_000), Account.Balances, scenario.Now));
        Assert.Equal(new Refunded(scenario.Now, Account.Balances), scenario.State.Purchases[0].Training);
        scenario.When(new CancelPurchase(People.Platform, 1)).ThenRefused(ParticipantRefusals.PurchaseCancelled);
        Assert.Equal(new Rupiah(1_000_000), scenario.Balance);
    }

    [Fact]
    public void After_the_year_the_refund_goes_to_the_state()
    {
        var scenario = Given.AGraduate().At("2021-12-15 09:00").WhoBought(People.Course("kopi", 100_000))
            .At("2021-12-16 09:00");

        scenario.When(
            new CancelPurchase(People.Platform, 2)).ThenHappens(typeof(CardExpired), typeof(PurchaseCancelled));

        Assert.Equal(new Refunded(scenario.Now, Account.Treasury), scenario.State.Purchases[1].Training);
        Assert.Equal(new Rupiah(500_000), Assert.IsType<Card.Expired>(scenario.State.Card).Returned);
    }

    [Fact]
    public void Only_the_platform_that_sold_it_takes_it_back_and_only_before_it_is_redeemed()
    {
        var scenario = Given.AHolder().WhoBought();

        scenario.When(new CancelPurchase("pijar", 1)).ThenRefused(ParticipantRefusals.OtherPlatform)
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
        var scenario = Given.AGraduate().WhoBought(People.Course("kopi", 100_000)).WhoCancelled(2)
            .WhoBought(People.Course("teh", 150_000)).At("2021-12-16 09:00");

        var account = ParticipantViews.Account("p-1", scenario.State, 7);

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
    public void The_account_of_a_person_without_a_card_is_empty()
    {
        var account = ParticipantViews.Account("p-1", Given.AParticipant().State, 3);

        Assert.Equal((null, null, Rupiah.Zero), (account.Card, account.Wave, account.Granted));
        Assert.Equal((Rupiah.Zero, Rupiah.Zero, Rupiah.Zero), (account.Spent, account.Returned, account.Balance));
    }

    [Fact]
    public void The_account_shows_who_requested_the_cancellation()
    {
        var scenario = Given.AHolder().WhoseCancellationIsRequested("ani");

        Assert.Equal("ani", ParticipantViews.Account("p-1", scenario.State, 1).CancellationRequestedBy);
        Assert.Null(ParticipantViews.Account("p-1", Given.AHolder().State, 1).CancellationRequestedBy);
    }
}
