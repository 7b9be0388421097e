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
    public void The_29th_of_February_as_last_day_is_the_month_s_last_day_in_other_years(
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
    public void The_15th_of_December_belongs_to_the_time_of_use_whole(string now, string? refusal)
    {
        var life = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoRedeemed().WhoTookThePreTest().WhoCompleted()
            .At("2021-12-15 23:58").WithPurchaseCode().At(now);

        Assert.Equal(refusal, life.When(life.Buying(People.Course("kopi"))).Refusal?.Code);
    }

    [Fact]
    public void What_is_left_goes_back_to_the_state_at_the_very_moment_however_late_the_reminder()
    {
        var life = Given.AHolder().At("2021-10-01 09:00").WhoBought().At("2022-02-01 12:00");

        Assert.Equal([new CardExpired(21, new Rupiah(600_000), "2021-12-16".Wib())], life.WhenReminded());

        var card = Assert.IsType<Card.Expired>(life.Written.Card);
        Assert.Equal((new Rupiah(600_000), "2021-12-16".Wib()), (card.Returned, card.At));
        Assert.Null(ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void Trainings_and_incentives_go_on_after_the_year()
    {
        var life = Given.AHolder(notifiedAt: "2021-12-01 10:00").At("2021-12-10 09:00").WhoBought()
            .At("2021-12-20 09:00").WhoFinished().WithVerifiedWallet();

        life.WhoReviewed();

        Assert.IsType<Card.Expired>(life.State.Card);
        Assert.Single(life.History.OfType<IncentivePaid>());
    }

    [Fact]
    public void A_window_that_reaches_beyond_the_year_ends_with_it_and_bars_nobody()
    {
        var life = Given.ARecipient(notifiedAt: "2021-11-16 00:00"); // day 30 is 16 December

        Assert.Equal("2021-12-09".Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
        Assert.Equal([new DeadlineNear("2021-12-16".Wib())], life.At("2021-12-09").WhenReminded());
        Assert.Equal("2021-12-16".Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
        Assert.Equal(
            [new CardExpired(21, new Rupiah(1_000_000), "2021-12-16".Wib())], life.At("2021-12-16").WhenReminded());
    }

    [Fact]
    public void A_window_that_reaches_beyond_the_last_day_of_buying_bars_nobody_either_and_is_warned_of()
    {
        // Day 30 is 10 December, and from 1 December on nothing can be bought.
        var life = Given.ARecipient(EarlierLastDay, notifiedAt: "2021-11-10 10:00");
        Assert.Equal("2021-12-01".Wib(), ParticipantViews.Card(life.State, life.Options)!.FirstPurchaseEndsAt);

        Assert.Equal([new DeadlineNear("2021-12-01".Wib())], life.At("2021-11-24").WhenReminded());
        Assert.Empty(life.At("2021-12-11").WhenReminded());
        Assert.Equal(
            [new CardExpired(21, new Rupiah(1_000_000), "2021-12-16".Wib())], life.At("2021-12-16").WhenReminded());
    }

    [Theory]
    [InlineData("2021-11-30 23:59:59.999", "2021-12-16")]
    [InlineData("2021-12-01 00:00:00.000", "2022-12-16")]
    [InlineData("2021-12-20 10:00", "2022-12-16")]
    public void A_card_granted_when_nothing_can_be_bought_any_more_belongs_to_the_next_year(
        string notifiedAt, string endsAt) =>
        Assert.Equal(endsAt.Wib(), CardRules.BalanceEndsAt(notifiedAt.Wib(), EarlierLastDay));

    [Fact]
    public void Where_window_and_year_end_together_the_card_lapses_so_that_its_slot_is_freed()
    {
        var life = Given.ARecipient(notifiedAt: "2021-11-15 23:59:59.999").At("2021-12-16");

        Assert.Equal(
            [
                new DeadlineNear("2021-12-16".Wib()),
                new CardLapsed(21, new Rupiah(1_000_000), 1, "2021-12-16".Wib()),
            ],
            life.WhenReminded());
    }

    [Fact]
    public void A_card_of_the_last_days_of_December_belongs_to_the_next_year()
    {
        var life = Given.AHolder(notifiedAt: "2021-12-16 00:00").At("2022-01-10 09:00").WhoBought();

        life.At("2022-12-15 23:59:59.999");
        Assert.Equal(new Rupiah(600_000), life.Balance);
        Assert.IsType<Card.Expired>(life.At("2022-12-16").State.Card);
    }

    [Theory]
    [InlineData("2021-11-30 23:59:59.999", null)]
    [InlineData("2021-12-01 00:00:00.000", "purchase.last_day_over")]
    [InlineData("2021-12-15 23:59:59.999", "purchase.last_day_over")]
    [InlineData("2021-12-16 00:00:00.000", "card.expired")]
    public void An_earlier_last_day_of_buying_belongs_to_the_time_of_buying_whole(string now, string? refusal)
    {
        var life = Given.AHolder(EarlierLastDay).At("2021-10-01 09:00").WhoBought().WhoRedeemed().WhoTookThePreTest()
            .WhoCompleted().At(now).WithPurchaseCode();

        Assert.Equal(refusal, life.When(life.Buying(People.Course("kopi"))).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, 0, "2021-12-16")] // off
    [InlineData(11, 30, "2021-12-01")]
    [InlineData(12, 14, "2021-12-15")]
    [InlineData(12, 15, "2021-12-16")]
    [InlineData(12, 31, "2021-12-16")] // never later than the balance
    [InlineData(2, 29, "2021-03-01")]
    public void The_last_day_of_buying_is_off_or_set_and_never_later_than_the_balance_s(
        int month, int day, string endsAt)
    {
        var options = new ProgrammeOptions { LastPurchaseMonth = month, LastPurchaseDay = day };

        Assert.Equal(endsAt.Wib(), CardRules.PurchasesEndAt("2021-01-10".Wib(), options));
    }

    [Fact]
    public void The_last_day_of_buying_is_of_the_year_in_which_the_balance_ends()
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
    public void The_dashboard_names_the_end_of_the_balance_while_there_is_one()
    {
        var life = Given.AHolder().WhoBought();
        Assert.Equal("2021-12-16".Wib(), ParticipantViews.Card(life.State, life.Options)!.BalanceEndsAt);

        var view = ParticipantViews.Card(life.At("2021-12-16").State, life.Options)!;
        Assert.Null(view.BalanceEndsAt);
        Assert.Equal((CardStatus.Expired, Rupiah.Zero), (view.Status, view.Balance));
    }

    [Fact]
    public void The_dashboard_names_the_end_of_the_year_when_the_window_reaches_beyond_it()
    {
        var life = Given.AHolder(notifiedAt: "2021-11-20 10:00");
        Assert.Equal("2021-12-16".Wib(), ParticipantViews.Card(life.State, life.Options)!.FirstPurchaseEndsAt);

        life.WhoBought();
        Assert.Null(ParticipantViews.Card(life.State, life.Options)!.FirstPurchaseEndsAt);
    }
}
