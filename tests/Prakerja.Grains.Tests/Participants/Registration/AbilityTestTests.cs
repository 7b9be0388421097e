using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule A1: 18 questions in 25 minutes; the test is submitted automatically at the end.</summary>
public sealed class AbilityTestTests
{
    [Fact]
    public void A_test_starts_with_every_question_open()
    {
        var scenario = Given.AnAccount();

        scenario.When(new StartTest()).Then(new TestStarted(scenario.Now));

        Assert.Equal(new AbilityTest.Running(scenario.Now, new string('-', 18)), scenario.State.Test);
        Assert.Equal(scenario.Now + 25.Minutes(), SignUpRules.TestEndsAt(scenario.State, scenario.Options));
    }

    [Fact]
    public void Only_a_verified_account_takes_the_test() =>
        Given.ASignUp().When(new StartTest()).ThenRefused(ParticipantRefusals.PhoneNotVerified);

    [Fact]
    public void Starting_again_while_it_runs_shows_the_same_test()
    {
        var scenario = Given.AnAccount().Does(new StartTest());
        var startedAt = scenario.Now;

        scenario.After(5.Minutes()).When(new StartTest()).ThenNothing();

        Assert.Equal(startedAt, Assert.IsType<AbilityTest.Running>(scenario.State.Test).StartedAt);
    }

    [Fact]
    public void The_test_is_taken_once()
    {
        var scenario = Given.AParticipant();

        scenario.When(new StartTest()).ThenRefused(ParticipantRefusals.TestAlreadyTaken)
            .When(new AnswerTest(People.Answers(12), Submit: false)).ThenRefused(ParticipantRefusals.TestAlreadyTaken);
        Given.AnAccount()
            .When(new AnswerTest(People.Answers(12), Submit: false)).ThenRefused(ParticipantRefusals.TestNotStarted);
    }

    [Fact]
    public void Answers_can_be_changed_until_the_test_is_submitted()
    {
        var scenario = Given.AnAccount().Does(new StartTest()).After(1.Minutes());

        scenario.When(new AnswerTest(People.Answers(3), Submit: false)).Then(new TestAnswered(People.Answers(3)))
            .When(new AnswerTest(People.Answers(9), Submit: true))
            .ThenHappens(typeof(TestAnswered), typeof(TestSubmitted));

        Assert.Equal(new AbilityTest.Submitted(scenario.Now, 9, Passed: true), scenario.State.Test);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void The_test_submits_itself_after_25_minutes_with_the_answers_so_far(int offsetMs, bool isSubmitted)
    {
        var scenario = Given.AnAccount().Does(new StartTest());
        var endsAt = scenario.Now + 25.Minutes();
        scenario.After(1.Minutes()).Does(new AnswerTest(People.Answers(7), Submit: false));

        scenario.At(endsAt + offsetMs.Milliseconds());
        var outcome = scenario.When(new AnswerTest(People.Answers(12), Submit: false));

        if (isSubmitted)
        {
            outcome.ThenRefused(ParticipantRefusals.TestAlreadyTaken);
            Assert.Equal(new AbilityTest.Submitted(endsAt, 7, Passed: true), scenario.State.Test);
        }
        else
        {
            outcome.Then(new TestAnswered(People.Answers(12)));
        }
    }

    [Fact]
    public void A_test_left_alone_is_over_for_every_later_step_whenever_the_reminder_comes()
    {
        var scenario = Given.AnAccount().Does(new StartTest());
        var endsAt = scenario.Now + 25.Minutes();

        scenario.At("2021-09-18 09:00").When(new JoinWave(People.Wave(21)))
            .ThenHappens(typeof(TestSubmitted), typeof(WaveJoined));

        Assert.Equal(new AbilityTest.Submitted(endsAt, 0, Passed: false), scenario.State.Test);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, true)]
    public void Six_right_answers_pass_and_a_person_who_failed_is_set_aside_by_the_draw(int right, bool hasPassed)
    {
        var scenario = Given.AnAccount().WhoTookTheTest(right).WhoJoined(21);

        Assert.Equal(hasPassed, Assert.IsType<AbilityTest.Submitted>(scenario.State.Test).Passed);
        Assert.Equal(
            hasPassed ? null : NotSelectedReason.TestFailed, EligibilityRules.SetAsideWhenApplying(scenario.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----------------")]
    [InlineData("-------------------")]
    [InlineData("f-----------------")]
    [InlineData("-----------------A")]
    [InlineData("`-----------------")]
    [InlineData("*-----------------")]
    [InlineData("1-----------------")]
    [InlineData("                  ")]
    public void Answers_are_eighteen_of_a_to_e_or_open(string answers)
    {
        var scenario = Given.AnAccount().Does(new StartTest());

        scenario.When(new AnswerTest(answers, Submit: true)).ThenRefused(ParticipantRefusals.TestAnswersInvalid);
        Assert.IsType<AbilityTest.Running>(scenario.State.Test);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaa")]
    [InlineData("eeeeeeeeeeeeeeeeee")]
    [InlineData("------------------")]
    public void Every_valid_choice_is_accepted(string answers) =>
        Given.AnAccount().Does(new StartTest())
            .When(new AnswerTest(answers, Submit: false)).Then(new TestAnswered(answers));
}
