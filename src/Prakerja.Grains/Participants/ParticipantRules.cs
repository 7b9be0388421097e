using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The rules of a participant as one function of state, command and time. No right depends on a reminder: the effects
/// of time come first, then the command, then what falls due because of it.
/// </summary>
public static class ParticipantRules
{
    /// <summary>Decides a command. The effects of time stand even when the command itself is refused.</summary>
    public static Decision<ParticipantState, ParticipantEvent> Decide(
        ParticipantState? state, ParticipantCommand command, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state is null) return DecideFirst(command, now);

        var (current, passed) = PassTime(state, now, options);
        var decided = Match(current, command, now, options);
        if (decided.Events.IsEmpty)
            return new Decision<ParticipantState, ParticipantEvent>(passed, current, decided.Refusal);

        var (next, due) = PassTime(ParticipantFold.Fold(current, decided.Events), now, options);
        return new Decision<ParticipantState, ParticipantEvent>(
            passed.IsEmpty && due.IsEmpty ? decided.Events : [.. passed, .. decided.Events, .. due],
            next,
            decided.Refusal);
    }

    /// <summary>What time has changed since the state was written, in the order in which it happened.</summary>
    public static ImmutableArray<ParticipantEvent> TimePassed(
        ParticipantState state, DateTimeOffset now, ProgrammeOptions options) => PassTime(state, now, options).Events;

    /// <summary>The state as of now.</summary>
    public static ParticipantState AsOf(ParticipantState state, DateTimeOffset now, ProgrammeOptions options) =>
        PassTime(state, now, options).State;

    /// <summary>The next moment at which time changes something; null when it never will.</summary>
    public static DateTimeOffset? NextDeadline(ParticipantState state, DateTimeOffset now, ProgrammeOptions options) =>
        Next(state, now, options)?.At;

    private static Decision<ParticipantState, ParticipantEvent> DecideFirst(
        ParticipantCommand command, DateTimeOffset now)
    {
        if (command is not ParticipantCommand.Register register)
            return new Decision<ParticipantState, ParticipantEvent>([], null, ParticipantRefusals.Unknown);
        var (events, refusal) = SignUpRules.Register(null, register, now);
        var state = events.IsEmpty ? null : ParticipantFold.Fold(null, events);
        return new Decision<ParticipantState, ParticipantEvent>(events, state, refusal);
    }

    private static (ParticipantState State, ImmutableArray<ParticipantEvent> Events) PassTime(
        ParticipantState state, DateTimeOffset now, ProgrammeOptions options)
    {
        ImmutableArray<ParticipantEvent>.Builder? passed = null;
        while (Next(state, now, options) is { } next && next.At <= now)
        {
            passed ??= ImmutableArray.CreateBuilder<ParticipantEvent>();
            passed.Add(next.Happens);
            state = ParticipantFold.Fold(state, next.Happens);
        }

        return (state, passed?.ToImmutable() ?? []);
    }

    private static (DateTimeOffset At, ParticipantEvent Happens)? Next(
        ParticipantState state, DateTimeOffset now, ProgrammeOptions options)
    {
        (DateTimeOffset At, ParticipantEvent Happens)? next = null;
        if (state.Test is AbilityTest.Running running && SignUpRules.TestEndsAt(state, options) is { } testEndsAt)
            next = (testEndsAt, SignUpRules.Submitted(running.Answers, testEndsAt, options));
        next = Earlier(next, CardRules.NextByTime(state, options));
        return Earlier(next, IncentiveRules.NextByTime(state, now, options));
    }

    private static (DateTimeOffset At, ParticipantEvent Happens)? Earlier(
        (DateTimeOffset At, ParticipantEvent Happens)? left, (DateTimeOffset At, ParticipantEvent Happens)? right) =>
        left is null || (right is not null && right.Value.At < left.Value.At) ? right : left;

    private static Decision<ParticipantEvent> Match(
        ParticipantState state, ParticipantCommand command, DateTimeOffset now, ProgrammeOptions options) =>
        command switch
        {
            ParticipantCommand.Register c => SignUpRules.Register(state, c, now),
            ParticipantCommand.RequestCode c => SignUpRules.RequestCode(state, c.Purpose, now, options),
            ParticipantCommand.UseCode c => SignUpRules.UseCode(state, c.Purpose, c.Matches, now, options),
            ParticipantCommand.GiveUpEmail => SignUpRules.GiveUpEmail(state),
            ParticipantCommand.ChangeProfile c => ApplicationRules.ChangeProfile(state, c),
            ParticipantCommand.StartTest => SignUpRules.StartTest(state, now),
            ParticipantCommand.AnswerTest c => SignUpRules.AnswerTest(state, c.Answers, c.Submit, now, options),
            ParticipantCommand.JoinWave c => ApplicationRules.Join(state, c.Wave, now, options),
            ParticipantCommand.LearnOutcome c => ApplicationRules.LearnOutcome(state, c.Wave, c.Reason),
            ParticipantCommand.GrantCard c => ApplicationRules.Grant(state, c, now, options),
            ParticipantCommand.WatchVideo c => VideoRules.Watch(state, c.Video, c.PositionSeconds, now, options),
            ParticipantCommand.BuyCourse c => TrainingRules.Buy(state, c, now, options),
            ParticipantCommand.CancelPurchase c =>
                TrainingRules.Cancel(state, c.Platform, c.Purchase, now, options),
            ParticipantCommand.Redeem c => TrainingRules.Redeem(state, c.Provider, c.Code, now),
            ParticipantCommand.TakePreTest c => TrainingRules.TakePreTest(state, c.Purchase, c.Score, now, options),
            ParticipantCommand.CompleteTraining c => TrainingRules.Complete(state, c, now, options),
            ParticipantCommand.IssueCertificate c => TrainingRules.Certify(state, c, now),
            ParticipantCommand.ReviewCourse c => Reviewed(state, c, now),
            ParticipantCommand.LinkWallet c => IncentiveRules.LinkWallet(state, c.Provider, c.Account),
            ParticipantCommand.CheckWallet c => IncentiveRules.CheckWallet(state, c),
            ParticipantCommand.AnswerSurvey c =>
                IncentiveRules.AnswerSurvey(state, c.Survey, c.Answers, options),
            ParticipantCommand.ReturnIncentive c => IncentiveRules.Return(state, c, now),
            ParticipantCommand.FreezeCard c => CardRules.Freeze(state, c.By, c.Reason, now),
            ParticipantCommand.UnfreezeCard c => CardRules.Unfreeze(state, c.By, c.Reason, now),
            ParticipantCommand.RequestCancellation c =>
                CardRules.RequestCancellation(state, c.By, c.Reason, now),
            ParticipantCommand.DecideCancellation c =>
                CardRules.DecideCancellation(state, c.By, c.Approve, now),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };

    private static Decision<ParticipantEvent> Reviewed(
        ParticipantState state, ParticipantCommand.ReviewCourse review, DateTimeOffset now)
    {
        var decided = TrainingRules.Review(state, review, now);
        if (decided.Events.IsEmpty || state.Incentives is not null) return decided;
        return IncentiveRules.IsEntitled(ParticipantFold.Fold(state, decided.Events))
            ? new Decision<ParticipantEvent>([.. decided.Events, new IncentiveEntitled(Wib.DateOf(now))], null)
            : decided;
    }
}
