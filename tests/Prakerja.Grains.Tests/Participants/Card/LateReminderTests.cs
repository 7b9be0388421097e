using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>No right hangs on a reminder: a card past its deadline is dead, whether or not it was woken.</summary>
public sealed class LateReminderTests
{
    public static TheoryData<string> Lives { get; } = [.. Stories.Keys];

    private static Dictionary<string, Func<Life>> Stories => new()
    {
        ["a test that runs"] = () => Given.AnAccount().Does(new StartTest()),
        ["a recipient"] = () => Given.ARecipient(),
        ["a holder of a purchase"] = () => Given.AHolder().WhoBought(),
        ["a frozen card"] = () => Given.AHolder().WhoIsFrozen(),
        ["a graduate"] = () => Given.AGraduate().WithVerifiedWallet(),
        ["a graduate without account"] = () => Given.AGraduate(),
        ["a limit of the month"] = () => Given.AGraduate().WithVerifiedWallet()
            .Does(new ReturnIncentive(WalletProvider.Ovo, 1, new Rupiah(600_000), PayoutFailureCause.MonthlyLimit)),
    };

    [Theory]
    [MemberData(nameof(Lives))]
    public void One_reminder_after_many_deadlines_brings_what_one_for_each_would_have(string life)
    {
        var late = Stories[life]();
        var punctual = Stories[life]();
        var end = late.Now.AddYears(2);

        while (ParticipantRules.NextDeadline(punctual.Written, punctual.Now, punctual.Options) is { } deadline
            && deadline <= end)
            punctual.At(deadline).WhenReminded();
        late.At(end).WhenReminded();

        Assert.True(States.AreSame(punctual.Written, late.Written));
        Assert.Equal(punctual.History.Count, late.History.Count);
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void A_reminder_that_comes_twice_changes_nothing(string life)
    {
        var reminded = Stories[life]().After(1_000.Days());
        reminded.WhenReminded();
        var state = reminded.Written;

        Assert.Empty(reminded.WhenReminded());
        Assert.Same(state, reminded.Written);
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void A_reminder_that_comes_a_moment_early_changes_nothing(string life)
    {
        var early = Stories[life]();
        if (ParticipantRules.NextDeadline(early.Written, early.Now, early.Options) is not { } deadline) return;

        Assert.Empty(early.At(deadline.AMomentBefore()).WhenReminded());
        Assert.NotEmpty(early.At(deadline).WhenReminded());
    }

    [Fact]
    public void What_time_brought_happens_before_the_command_even_where_that_is_refused()
    {
        var life = Given.AHolder().WithPurchaseCode().At("2021-10-24");

        var outcome = life.When(life.Buying());

        Assert.Equal(ParticipantRefusals.CardLapsed, outcome.Refusal);
        Assert.Equal([typeof(DeadlineNear), typeof(CardLapsed)], outcome.Events.Select(happened => happened.GetType()));
        Assert.IsType<Card.Lapsed>(life.Written.Card);
    }

    [Fact]
    public void A_command_that_changes_nothing_still_makes_durable_what_time_brought()
    {
        var life = Given.AHolder().At("2021-10-24");

        Assert.Equal(
            [typeof(DeadlineNear), typeof(CardLapsed)],
            life.When(new GrantCard(21, People.CardNumber, 1)).Events.Select(happened => happened.GetType()));
    }

    [Fact]
    public void Things_happen_in_the_order_of_their_deadlines()
    {
        var life = Given.AHolder(notifiedAt: "2021-12-01 10:00").At("2021-12-02 09:00").WhoBought().WhoFinished()
            .WithVerifiedWallet().WhoReviewed();

        Assert.Equal(
            [typeof(CardExpired), typeof(IncentivePaid), typeof(IncentivePaid), typeof(IncentivePaid)],
            life.At("2022-06-01").WhenReminded().Select(happened => happened.GetType()));
    }

    [Fact]
    public void Nothing_is_due_for_somebody_who_waits_or_only_signed_up()
    {
        foreach (var life in new[] { Given.ASignUp(), Given.AnAccount(), Given.AParticipant().WhoJoined(21) })
            Assert.Null(ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void A_life_begins_with_a_sign_up()
    {
        Assert.Throws<InvalidOperationException>(() => ParticipantFold.Fold(null, new LoggedIn()));
        Assert.Equal(People.Siti, ParticipantFold.Fold(null, new SignedUp(People.Siti, People.Siti.Province)).Profile);
    }
}
