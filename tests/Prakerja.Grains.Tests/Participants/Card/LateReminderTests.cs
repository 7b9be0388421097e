using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>
/// No right depends on a reminder: a card past its deadline has ended, whether or not its grain was activated.
/// </summary>
public sealed class LateReminderTests
{
    public static TheoryData<string> Lives { get; } = [.. Stories.Keys];

    private static Dictionary<string, Func<Scenario>> Stories => new()
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
    public void One_reminder_after_many_deadlines_has_the_same_effect_as_one_reminder_for_each(string scenario)
    {
        var late = Stories[scenario]();
        var punctual = Stories[scenario]();
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
    public void A_reminder_that_comes_twice_changes_nothing(string scenario)
    {
        var reminded = Stories[scenario]().After(1_000.Days());
        reminded.WhenReminded();
        var state = reminded.Written;

        Assert.Empty(reminded.WhenReminded());
        Assert.Same(state, reminded.Written);
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void A_reminder_that_comes_a_moment_early_changes_nothing(string scenario)
    {
        var early = Stories[scenario]();
        if (ParticipantRules.NextDeadline(early.Written, early.Now, early.Options) is not { } deadline) return;

        Assert.Empty(early.At(deadline.AMomentBefore()).WhenReminded());
        Assert.NotEmpty(early.At(deadline).WhenReminded());
    }

    [Fact]
    public void Due_deadlines_take_effect_before_the_command_even_when_the_command_is_refused()
    {
        var scenario = Given.AHolder().WithPurchaseCode().At("2021-10-24");

        var outcome = scenario.When(scenario.Buying());

        Assert.Equal(ParticipantRefusals.CardLapsed, outcome.Refusal);
        Assert.Equal([typeof(DeadlineNear), typeof(CardLapsed)], outcome.Events.Select(@event => @event.GetType()));
        Assert.IsType<Card.Lapsed>(scenario.Written.Card);
    }

    [Fact]
    public void A_command_that_changes_nothing_still_makes_due_deadlines_durable()
    {
        var scenario = Given.AHolder().At("2021-10-24");

        Assert.Equal(
            [typeof(DeadlineNear), typeof(CardLapsed)],
            scenario.When(new GrantCard(21, People.CardNumber, 1)).Events.Select(@event => @event.GetType()));
    }

    [Fact]
    public void Deadlines_take_effect_in_their_order()
    {
        var scenario = Given.AHolder(notifiedAt: "2021-12-01 10:00").At("2021-12-02 09:00").WhoBought().WhoFinished()
            .WithVerifiedWallet().WhoReviewed();

        Assert.Equal(
            [typeof(CardExpired), typeof(IncentivePaid), typeof(IncentivePaid), typeof(IncentivePaid)],
            scenario.At("2022-06-01").WhenReminded().Select(@event => @event.GetType()));
    }

    [Fact]
    public void A_person_who_waits_or_only_signed_up_has_no_deadline()
    {
        foreach (var scenario in new[] { Given.ASignUp(), Given.AnAccount(), Given.AParticipant().WhoJoined(21) })
            Assert.Null(ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void The_first_event_of_a_participant_is_the_sign_up()
    {
        Assert.Throws<InvalidOperationException>(() => ParticipantFold.Fold(null, new LoggedIn()));
        Assert.Equal(People.Siti, ParticipantFold.Fold(null, new SignedUp(People.Siti, People.Siti.Province)).Profile);
    }
}
