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
    public void The_day_after_the_notification_is_day_one_and_day_thirty_belongs_whole(
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
    public void Nobody_is_cut_off_before_thirty_full_days()
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
        var life = Given.AHolder().At("2021-10-23 23:58").WithPurchaseCode().At(now);

        Assert.Equal(refusal, life.When(life.Buying()).Refusal?.Code);
        Assert.Equal(refusal is null ? new Rupiah(600_000) : Rupiah.Zero, life.Balance);
    }

    [Theory]
    [InlineData("2021-10-22 23:59:59.999", null)]
    [InlineData("2021-10-23 00:00:00.000", "card.lapsed")]
    public void Counting_the_day_of_notification_ends_the_window_a_day_earlier(string now, string? refusal)
    {
        var options = new ProgrammeOptions { NotificationDayIsDayOne = true };
        var life = Given.AHolder(options).At("2021-10-22 23:58").WithPurchaseCode().At(now);

        Assert.Equal(refusal, life.When(life.Buying()).Refusal?.Code);
    }

    [Fact]
    public void A_lapsed_card_gives_its_balance_back_and_frees_the_slot_at_the_very_moment()
    {
        var life = Given.AHolder().At("2021-10-24");

        Assert.Equal(
            [
                new DeadlineNear("2021-10-24".Wib()),
                new CardLapsed(21, new Rupiah(1_000_000), 1, "2021-10-24".Wib()),
            ],
            life.WhenReminded());

        var card = Assert.IsType<Card.Lapsed>(life.Written.Card);
        Assert.Equal(new Rupiah(1_000_000), card.Returned);
        Assert.Equal("2021-10-24".Wib(), card.At);
        Assert.Null(ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void However_late_the_reminder_the_card_lapsed_at_its_moment()
    {
        var life = Given.AHolder().At("2022-03-01 12:00");

        Assert.Equal("2021-10-24".Wib(), Assert.IsType<Card.Lapsed>(life.State.Card).At);
        Assert.Equal(life.WhenReminded(), life.History.TakeLast(2));
        Assert.Empty(life.WhenReminded());
    }

    [Fact]
    public void Who_watched_no_video_loses_the_card_all_the_same()
    {
        var life = Given.ARecipient().At("2021-10-23 23:59:59.999");
        Assert.IsType<Card.Active>(life.State.Card);

        Assert.IsType<Card.Lapsed>(life.At("2021-10-24").State.Card);
    }

    [Fact]
    public void A_course_bought_in_the_window_keeps_the_card()
    {
        var life = Given.AHolder().At("2021-10-23 23:59:59").WhoBought();

        life.At("2021-10-24");

        Assert.Empty(life.WhenReminded());
        Assert.IsType<Card.Active>(life.State.Card);
    }

    [Fact]
    public void A_purchase_cancelled_within_the_window_does_not_count()
    {
        var life = Given.AHolder().At("2021-10-20 09:00").WhoBought()
            .At("2021-10-23 23:59:59.999").WhoCancelled();

        Assert.IsType<Card.Active>(life.State.Card);
        Assert.IsType<Card.Lapsed>(life.At("2021-10-24").State.Card);
    }

    [Theory]
    [InlineData("2021-10-24 00:00:00.000")]
    [InlineData("2021-10-26 09:00")]
    public void A_purchase_cancelled_after_the_window_keeps_the_card_and_another_may_be_bought(string cancelledAt)
    {
        var life = Given.AHolder().At("2021-10-20 09:00").WhoBought().At(cancelledAt).WhoCancelled();

        Assert.Equal(new Rupiah(1_000_000), life.Balance);
        life.At("2021-11-20 09:00").WhoBought();
        Assert.Equal(new Rupiah(600_000), life.Balance);
    }

    [Fact]
    public void A_second_purchase_stands_for_the_first_that_was_cancelled()
    {
        var life = Given.AHolder().At("2021-10-10 09:00").WhoBought().WhoCancelled().WhoBought();

        Assert.IsType<Card.Active>(life.At("2021-10-24").State.Card);
    }

    [Theory]
    [InlineData("2021-10-16 23:59:59.999", false)]
    [InlineData("2021-10-17 00:00:00.000", true)]
    [InlineData("2021-10-17 00:00:00.001", true)]
    public void Who_bought_nothing_is_reminded_once_seven_days_before(string now, bool isReminded)
    {
        var life = Given.AHolder();
        Assert.Equal("2021-10-17".Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));

        life.At(now);

        Assert.Equal(isReminded ? [new DeadlineNear("2021-10-24".Wib())] : [], life.WhenReminded());
        Assert.Empty(life.WhenReminded());
        Assert.Equal(
            isReminded ? "2021-10-24".Wib() : "2021-10-17".Wib(),
            ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void Who_cancels_the_only_purchase_in_the_last_week_is_reminded_at_once()
    {
        var life = Given.AHolder().At("2021-10-15 09:00").WhoBought().At("2021-10-18 09:00");

        life.When(new CancelPurchase(People.Platform, 1)).ThenHappens(typeof(PurchaseCancelled), typeof(DeadlineNear));
    }

    [Theory]
    [InlineData(0, "2021-10-24")]
    [InlineData(1, "2021-10-23")]
    [InlineData(29, "2021-09-25")]
    [InlineData(30, "2021-09-24")]
    public void The_reminder_comes_as_many_days_before_as_is_set_and_never_when_none_are(int days, string first)
    {
        var life = Given.ARecipient(new ProgrammeOptions { PurchaseReminderDays = days });

        Assert.Equal(first.Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void A_reminder_that_would_lie_before_the_notification_is_left_out()
    {
        var options = new ProgrammeOptions { PurchaseWindowDays = 7, PurchaseReminderDays = 8 };

        var life = Given.ARecipient(options);

        Assert.Equal("2021-10-01".Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Theory]
    [InlineData(7, "2021-09-24")]
    [InlineData(8, "2021-10-01")] // it would come at the very moment of notification
    public void A_reminder_comes_after_the_notification_never_with_it(int days, string first)
    {
        var options = new ProgrammeOptions { PurchaseWindowDays = 7, PurchaseReminderDays = days };

        var life = Given.ARecipient(options, "2021-09-23 00:00");

        Assert.Equal(
            first.Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void The_dashboard_names_the_end_of_the_window_until_a_course_is_bought()
    {
        var life = Given.AHolder();
        Assert.Equal("2021-10-24".Wib(), View(life).FirstPurchaseEndsAt);

        life.WhoBought();
        Assert.Null(View(life).FirstPurchaseEndsAt);

        life.WhoCancelled();
        Assert.Equal("2021-10-24".Wib(), View(life).FirstPurchaseEndsAt);

        life.At("2021-10-24");
        Assert.Null(View(life).FirstPurchaseEndsAt);
        Assert.Equal(CardStatus.Lapsed, View(life).Status);
    }

    private static CardView View(Life life) => ParticipantViews.Card(life.State, life.Options)!;
}
