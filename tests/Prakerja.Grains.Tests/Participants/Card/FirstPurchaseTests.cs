using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule D1: 30 days for the first course; otherwise the card lapses.</summary>
public sealed class FirstPurchaseTests
{
    [Theory]
    [InlineData("2021-09-23 00:00:00.000", "2021-10-24")]
    [InlineData("2021-09-23 10:00", "2021-10-24")]
    [InlineData("2021-09-23 23:59:59.999", "2021-10-24")]
    [InlineData("2021-09-24 00:00:00.000", "2021-10-25")]
    [InlineData("2024-02-01 08:00", "2024-03-03")]
    [InlineData("2023-02-01 08:00", "2023-03-04")]
    public void The_day_after_the_notification_is_day_one_and_the_window_ends_at_the_end_of_day_thirty(
        string notifiedAt, string endsAt) =>
        Assert.Equal(endsAt.Wib(), CardRules.FirstPurchaseEndsAt(notifiedAt.Wib(), new ProgrammeOptions()));

    [Fact]
    public void Wave_19_counted_the_day_of_notification_as_day_one()
    {
        var options = new ProgrammeOptions { NotificationDayIsDayOne = true };

        // Announced 1 September, deadline 30 September.
        Assert.Equal("2021-10-01".Wib(), CardRules.FirstPurchaseEndsAt("2021-09-01 09:00".Wib(), options));
    }

    [Fact]
    public void The_window_has_at_least_thirty_full_days()
    {
        var options = new ProgrammeOptions();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var notifiedAt = "2021-09-23".Wib().AddMinutes(minute);
            Assert.True(CardRules.FirstPurchaseEndsAt(notifiedAt, options) - notifiedAt >= 30.Days());
        }
    }

    [Theory]
    [InlineData("2021-10-23 23:59:59.998", null)]
    [InlineData("2021-10-23 23:59:59.999", null)]
    [InlineData("2021-10-24 00:00:00.000", "card.lapsed")]
    [InlineData("2021-10-24 00:00:00.001", "card.lapsed")]
    public void The_last_moment_for_the_first_course_is_the_last_of_day_thirty(string now, string? refusal)
    {
        var scenario = Given.AHolder().At("2021-10-23 23:58").WithPurchaseCode().At(now);

        Assert.Equal(refusal, scenario.When(scenario.Buying()).Refusal?.Code);
        Assert.Equal(refusal is null ? new Rupiah(600_000) : Rupiah.Zero, scenario.Balance);
    }

    [Theory]
    [InlineData("2021-10-22 23:59:59.999", null)]
    [InlineData("2021-10-23 00:00:00.000", "card.lapsed")]
    public void Counting_the_day_of_notification_ends_the_window_a_day_earlier(string now, string? refusal)
    {
        var options = new ProgrammeOptions { NotificationDayIsDayOne = true };
        var scenario = Given.AHolder(options).At("2021-10-22 23:58").WithPurchaseCode().At(now);

        Assert.Equal(refusal, scenario.When(scenario.Buying()).Refusal?.Code);
    }

    [Fact]
    public void A_lapsed_card_gives_its_balance_back_and_frees_the_slot_at_the_very_moment()
    {
        var scenario = Given.AHolder().At("2021-10-24");

        Assert.Equal(
            [
                new DeadlineNear("2021-10-24".Wib()),
                new CardLapsed(21, new Rupiah(1_000_000), 1, "2021-10-24".Wib()),
            ],
            scenario.WhenReminded());

        var card = Assert.IsType<Card.Lapsed>(scenario.Written.Card);
        Assert.Equal(new Rupiah(1_000_000), card.Returned);
        Assert.Equal("2021-10-24".Wib(), card.At);
        Assert.Null(ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void However_late_the_reminder_the_card_lapsed_at_its_moment()
    {
        var scenario = Given.AHolder().At("2022-03-01 12:00");

        Assert.Equal("2021-10-24".Wib(), Assert.IsType<Card.Lapsed>(scenario.State.Card).At);
        Assert.Equal(scenario.WhenReminded(), scenario.History.TakeLast(2));
        Assert.Empty(scenario.WhenReminded());
    }

    [Fact]
    public void A_card_lapses_also_when_no_video_was_watched()
    {
        var scenario = Given.ARecipient().At("2021-10-23 23:59:59.999");
        Assert.IsType<Card.Active>(scenario.State.Card);

        Assert.IsType<Card.Lapsed>(scenario.At("2021-10-24").State.Card);
    }

    [Fact]
    public void A_course_bought_in_the_window_keeps_the_card()
    {
        var scenario = Given.AHolder().At("2021-10-23 23:59:59").WhoBought();

        scenario.At("2021-10-24");

        Assert.Empty(scenario.WhenReminded());
        Assert.IsType<Card.Active>(scenario.State.Card);
    }

    [Fact]
    public void A_purchase_cancelled_within_the_window_does_not_count()
    {
        var scenario = Given.AHolder().At("2021-10-20 09:00").WhoBought()
            .At("2021-10-23 23:59:59.999").WhoCancelled();

        Assert.IsType<Card.Active>(scenario.State.Card);
        Assert.IsType<Card.Lapsed>(scenario.At("2021-10-24").State.Card);
    }

    [Theory]
    [InlineData("2021-10-24 00:00:00.000")]
    [InlineData("2021-10-26 09:00")]
    public void A_purchase_cancelled_after_the_window_keeps_the_card_and_another_may_be_bought(string cancelledAt)
    {
        var scenario = Given.AHolder().At("2021-10-20 09:00").WhoBought().At(cancelledAt).WhoCancelled();

        Assert.Equal(new Rupiah(1_000_000), scenario.Balance);
        scenario.At("2021-11-20 09:00").WhoBought();
        Assert.Equal(new Rupiah(600_000), scenario.Balance);
    }

    [Fact]
    public void A_second_purchase_replaces_a_cancelled_first_purchase()
    {
        var scenario = Given.AHolder().At("2021-10-10 09:00").WhoBought().WhoCancelled().WhoBought();

        Assert.IsType<Card.Active>(scenario.At("2021-10-24").State.Card);
    }

    [Theory]
    [InlineData("2021-10-16 23:59:59.999", false)]
    [InlineData("2021-10-17 00:00:00.000", true)]
    [InlineData("2021-10-17 00:00:00.001", true)]
    public void A_holder_without_a_purchase_is_reminded_once_seven_days_before(string now, bool isReminded)
    {
        var scenario = Given.AHolder();
        Assert.Equal(
            "2021-10-17".Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));

        scenario.At(now);

        Assert.Equal(isReminded ? [new DeadlineNear("2021-10-24".Wib())] : [], scenario.WhenReminded());
        Assert.Empty(scenario.WhenReminded());
        Assert.Equal(
            isReminded ? "2021-10-24".Wib() : "2021-10-17".Wib(),
            ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void A_holder_who_cancels_the_only_purchase_in_the_last_week_is_reminded_at_once()
    {
        var scenario = Given.AHolder().At("2021-10-15 09:00").WhoBought().At("2021-10-18 09:00");

        scenario.When(
            new CancelPurchase(People.Platform, 1)).ThenHappens(typeof(PurchaseCancelled), typeof(DeadlineNear));
    }

    [Theory]
    [InlineData(0, "2021-10-24")]
    [InlineData(1, "2021-10-23")]
    [InlineData(29, "2021-09-25")]
    [InlineData(30, "2021-09-24")]
    public void The_reminder_comes_the_set_number_of_days_before_and_never_for_zero_days(int days, string first)
    {
        var scenario = Given.ARecipient(new ProgrammeOptions { PurchaseReminderDays = days });

        Assert.Equal(first.Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void A_reminder_that_would_lie_before_the_notification_is_left_out()
    {
        var options = new ProgrammeOptions { PurchaseWindowDays = 7, PurchaseReminderDays = 8 };

        var scenario = Given.ARecipient(options);

        Assert.Equal(
            "2021-10-01".Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Theory]
    [InlineData(7, "2021-09-24")]
    [InlineData(8, "2021-10-01")] // it would come at the very moment of notification
    public void A_reminder_comes_after_the_notification_never_with_it(int days, string first)
    {
        var options = new ProgrammeOptions { PurchaseWindowDays = 7, PurchaseReminderDays = days };

        var scenario = Given.ARecipient(options, "2021-09-23 00:00");

        Assert.Equal(
            first.Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void The_dashboard_names_the_end_of_the_window_until_a_course_is_bought()
    {
        var scenario = Given.AHolder();
        Assert.Equal("2021-10-24".Wib(), View(scenario).FirstPurchaseEndsAt);

        scenario.WhoBought();
        Assert.Null(View(scenario).FirstPurchaseEndsAt);

        scenario.WhoCancelled();
        Assert.Equal("2021-10-24".Wib(), View(scenario).FirstPurchaseEndsAt);

        scenario.At("2021-10-24");
        Assert.Null(View(scenario).FirstPurchaseEndsAt);
        Assert.Equal(CardStatus.Lapsed, View(scenario).Status);
    }

    private static CardView View(Scenario scenario) => ParticipantViews.Card(scenario.State, scenario.Options)!;
}
