using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rules D2 and D3: 15 December, and an earlier last day of buying.</summary>
public sealed class BudgetYearTests
{
    private static readonly ProgrammeOptions EarlierLastDay = new() { LastPurchaseMonth = 11, LastPurchaseDay = 30 };

    [Theory]
    [InlineData("2021-01-01 00:00:00.000", "2021-12-16")]
    [InlineData("2021-09-23 10:00", "2021-12-16")]
    [InlineData("2021-12-15 23:59:59.999", "2021-12-16")]
    [InlineData("2021-12-16 00:00:00.000", "2022-12-16")]
    [InlineData("2021-12-31 23:59:59.999", "2022-12-16")]
    public void The_budget_year_is_that_of_the_notification_and_after_its_last_day_the_next(
        string notifiedAt, string endsAt) =>
        Assert.Equal(endsAt.Wib(), CardRules.BalanceEndsAt(notifiedAt.Wib(), new ProgrammeOptions()));

    [Theory]
    [InlineData("2021-01-10", "2021-03-01")]
    [InlineData("2024-01-10", "2024-03-01")]
    [InlineData("2024-02-29 12:00", "2024-03-01")]
    [InlineData("2024-03-01", "2025-03-01")]
    [InlineData("2023-02-28 23:59:59.999", "2023-03-01")]
    public void The_29th_of_February_as_last_day_means_28_February_in_other_years(
        string notifiedAt, string endsAt)
    {
        var options = new ProgrammeOptions { BalanceEndMonth = 2, BalanceEndDay = 29 };

        Assert.Equal(endsAt.Wib(), CardRules.BalanceEndsAt(notifiedAt.Wib(), options));
    }

    [Theory]
    [InlineData("2021-12-15 23:59:59.998", null)]
    [InlineData("2021-12-15 23:59:59.999", null)]
    [InlineData("2021-12-16 00:00:00.000", "card.expired")]
    [InlineData("2021-12-16 00:00:00.001", "card.expired")]
    public void The_balance_can_be_used_until_the_end_of_15_December(string now, string? refusal)
    {
        var scenario = Given.AHolder().At(
            "2021-10-01 09:00").WhoBought().WhoRedeemed().WhoTookThePreTest().WhoCompleted()
            .At("2021-12-15 23:58").WithPurchaseCode().At(now);

        Assert.Equal(refusal, scenario.When(scenario.Buying(People.Course("kopi"))).Refusal?.Code);
    }

    [Fact]
    public void The_remaining_balance_returns_to_the_state_at_the_deadline_even_when_the_reminder_is_late()
    {
        var scenario = Given.AHolder().At("2021-10-01 09:00").WhoBought().At("2022-02-01 12:00");

        Assert.Equal([new CardExpired(21, new Rupiah(600_000), "2021-12-16".Wib())], scenario.WhenReminded());

        var card = Assert.IsType<Card.Expired>(scenario.Written.Card);
        Assert.Equal((new Rupiah(600_000), "2021-12-16".Wib()), (card.Returned, card.At));
        Assert.Null(ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void Trainings_and_incentives_go_on_after_the_year()
    {
        var scenario = Given.AHolder(notifiedAt: "2021-12-01 10:00").At("2021-12-10 09:00").WhoBought()
            .At("2021-12-20 09:00").WhoFinished().WithVerifiedWallet();

        scenario.WhoReviewed();

        Assert.IsType<Card.Expired>(scenario.State.Card);
        Assert.Single(scenario.History.OfType<IncentivePaid>());
    }

    [Fact]
    public void A_purchase_window_that_reaches_beyond_the_year_ends_with_the_year_and_does_not_bar()
    {
        var scenario = Given.ARecipient(notifiedAt: "2021-11-16 00:00"); // day 30 is 16 December

        Assert.Equal(
            "2021-12-09".Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
        Assert.Equal([new DeadlineNear("2021-12-16".Wib())], scenario.At("2021-12-09").WhenReminded());
        Assert.Equal(
            "2021-12-16".Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
        Assert.Equal(
            [new CardExpired(21, new Rupiah(1_000_000), "2021-12-16".Wib())], scenario.At("2021-12-16").WhenReminded());
    }

    [Fact]
    public void A_purchase_window_beyond_the_last_day_of_purchase_does_not_bar_and_gives_a_warning()
    {
        // Day 30 is 10 December, and from 1 December on nothing can be bought.
        var scenario = Given.ARecipient(EarlierLastDay, notifiedAt: "2021-11-10 10:00");
        Assert.Equal("2021-12-01".Wib(), ParticipantViews.Card(scenario.State, scenario.Options)!.FirstPurchaseEndsAt);

        Assert.Equal([new DeadlineNear("2021-12-01".Wib())], scenario.At("2021-11-24").WhenReminded());
        Assert.Empty(scenario.At("2021-12-11").WhenReminded());
        Assert.Equal(
            [new CardExpired(21, new Rupiah(1_000_000), "2021-12-16".Wib())], scenario.At("2021-12-16").WhenReminded());
    }

    [Theory]
    [InlineData("2021-11-30 23:59:59.999", "2021-12-16")]
    [InlineData("2021-12-01 00:00:00.000", "2022-12-16")]
    [InlineData("2021-12-20 10:00", "2022-12-16")]
    public void A_card_granted_after_the_last_day_of_purchase_belongs_to_the_next_year(
        string notifiedAt, string endsAt) =>
        Assert.Equal(endsAt.Wib(), CardRules.BalanceEndsAt(notifiedAt.Wib(), EarlierLastDay));

    [Fact]
    public void When_the_window_and_the_year_end_together_the_card_lapses_and_frees_its_slot()
    {
        var scenario = Given.ARecipient(notifiedAt: "2021-11-15 23:59:59.999").At("2021-12-16");

        Assert.Equal(
            [
                new DeadlineNear("2021-12-16".Wib()),
                new CardLapsed(21, new Rupiah(1_000_000), 1, "2021-12-16".Wib()),
            ],
            scenario.WhenReminded());
    }

    [Fact]
    public void A_card_of_the_last_days_of_December_belongs_to_the_next_year()
    {
        var scenario = Given.AHolder(notifiedAt: "2021-12-16 00:00").At("2022-01-10 09:00").WhoBought();

        scenario.At("2022-12-15 23:59:59.999");
        Assert.Equal(new Rupiah(600_000), scenario.Balance);
        Assert.IsType<Card.Expired>(scenario.At("2022-12-16").State.Card);
    }

    [Theory]
    [InlineData("2021-11-30 23:59:59.999", null)]
    [InlineData("2021-12-01 00:00:00.000", "purchase.last_day_over")]
    [InlineData("2021-12-15 23:59:59.999", "purchase.last_day_over")]
    [InlineData("2021-12-16 00:00:00.000", "card.expired")]
    public void A_purchase_is_possible_until_the_end_of_an_earlier_last_day_of_purchase(string now, string? refusal)
    {
        var scenario = Given.AHolder(
            EarlierLastDay).At("2021-10-01 09:00").WhoBought().WhoRedeemed().WhoTookThePreTest()
            .WhoCompleted().At(now).WithPurchaseCode();

        Assert.Equal(refusal, scenario.When(scenario.Buying(People.Course("kopi"))).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, 0, "2021-12-16")] // off
    [InlineData(11, 30, "2021-12-01")]
    [InlineData(12, 14, "2021-12-15")]
    [InlineData(12, 15, "2021-12-16")]
    [InlineData(12, 31, "2021-12-16")] // never later than the balance
    [InlineData(2, 29, "2021-03-01")]
    public void The_last_day_of_purchase_is_optional_and_never_after_the_end_of_the_balance(
        int month, int day, string endsAt)
    {
        var options = new ProgrammeOptions { LastPurchaseMonth = month, LastPurchaseDay = day };

        Assert.Equal(endsAt.Wib(), CardRules.PurchasesEndAt("2021-01-10".Wib(), options));
    }

    [Fact]
    public void The_last_day_of_purchase_is_in_the_year_in_which_the_balance_ends()
    {
        Assert.Equal("2022-12-01".Wib(), CardRules.PurchasesEndAt("2021-12-20".Wib(), EarlierLastDay));
        Assert.Equal(
            "2021-12-01".Wib(),
            CardRules.PurchasesEndAt(
                "2021-01-10".Wib(),
                new ProgrammeOptions
                {
                    BalanceEndMonth = 12,
                    BalanceEndDay = 31,
                    LastPurchaseMonth = 11,
                    LastPurchaseDay = 30,
                }));
    }

    [Fact]
    public void The_dashboard_shows_the_end_of_the_balance_while_there_is_a_balance()
    {
        var scenario = Given.AHolder().WhoBought();
        Assert.Equal("2021-12-16".Wib(), ParticipantViews.Card(scenario.State, scenario.Options)!.BalanceEndsAt);

        var view = ParticipantViews.Card(scenario.At("2021-12-16").State, scenario.Options)!;
        Assert.Null(view.BalanceEndsAt);
        Assert.Equal((CardStatus.Expired, Rupiah.Zero), (view.Status, view.Balance));
    }

    [Fact]
    public void The_dashboard_shows_the_end_of_the_year_when_the_window_reaches_beyond_it()
    {
        var scenario = Given.AHolder(notifiedAt: "2021-11-20 10:00");
        Assert.Equal("2021-12-16".Wib(), ParticipantViews.Card(scenario.State, scenario.Options)!.FirstPurchaseEndsAt);

        scenario.WhoBought();
        Assert.Null(ParticipantViews.Card(scenario.State, scenario.Options)!.FirstPurchaseEndsAt);
    }
}
