using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rule A1: sign-up, one-time codes, the ability test.</summary>
public static class SignUpRules
{
    /// <summary>
    /// Rule A1. As long as no code was given right, a sign-up can be made again: a wrong phone number must not lock
    /// somebody out for life.
    /// </summary>
    public static Decision<ParticipantEvent> SignUp(
        ParticipantState? state, Profile profile, DateTimeOffset now, ProgrammeOptions options)
    {
        // What is wrong in itself comes first: whether a NIK is registered is not told to who merely tries numbers.
        if (profile.BirthDate > Wib.DateOf(now)) return ParticipantRefusals.BirthDateInFuture;
        if (EligibilityRules.NikAgrees(profile, now) is { } refusal) return refusal;
        if (state is { PhoneVerified: true }) return ParticipantRefusals.AlreadyRegistered;
        var issued = IssueCode(state, CodePurpose.VerifyPhone, now, options);
        return issued.Refusal is null
            ? new Decision<ParticipantEvent>([new SignedUp(profile, profile.Province), .. issued.Events], null)
            : issued;
    }

    /// <summary>
    /// Rule A1: a new code voids the one before; so many an hour and no more. Codes for logging in elsewhere are counted
    /// by themselves, so that a stranger who asks for them without end uses up none of the person's own (choice).
    /// </summary>
    public static Decision<ParticipantEvent> RequestCode(
        ParticipantState state, CodePurpose purpose, DateTimeOffset now, ProgrammeOptions options)
    {
        if (purpose == CodePurpose.VerifyPhone && state.PhoneVerified)
            return ParticipantRefusals.PhoneAlreadyVerified;
        if (purpose != CodePurpose.VerifyPhone && !state.PhoneVerified) return ParticipantRefusals.PhoneNotVerified;
        return IssueCode(state, purpose, now, options);
    }

    /// <summary>
    /// Rule A1: a code holds for <c>OneTimeCodeMinutes</c> (at the very end it no longer does), for one use and for
    /// its purpose alone. A wrong try is durable, so that a restart gives no new tries.
    /// </summary>
    public static Decision<ParticipantEvent> UseCode(
        ParticipantState state, CodePurpose purpose, bool matches, DateTimeOffset now, ProgrammeOptions options)
    {
        if (InForce(state, purpose) is not { } code) return ParticipantRefusals.CodeNotIssued;
        if (code.WrongTries >= options.OneTimeCodeTries) return ParticipantRefusals.CodeVoid;
        if (now >= code.IssuedAt.AddMinutes(options.OneTimeCodeMinutes)) return ParticipantRefusals.CodeExpired;
        if (!matches)
            return new([new CodeMistaken(purpose, code.WrongTries + 1)], ParticipantRefusals.CodeWrong);
        return purpose switch
        {
            CodePurpose.VerifyPhone => new PhoneVerified(),
            CodePurpose.LogIn => new LoggedIn(),
            CodePurpose.LogInElsewhere => new LoggedIn(Elsewhere: true),
            _ => ImmutableArray<ParticipantEvent>.Empty, // used up by the purchase itself
        };
    }

    /// <summary>
    /// Rule A1: the code in force for a purpose. A code for logging in elsewhere stands beside the person's own, and
    /// neither voids the other (choice).
    /// </summary>
    public static OneTimeCode? InForce(ParticipantState state, CodePurpose purpose) =>
        purpose == CodePurpose.LogInElsewhere ? state.Elsewhere?.Code
        : state.Code?.Purpose == purpose ? state.Code
        : null;

    /// <summary>Rule A1: the test is taken once; starting again while it runs shows the same test.</summary>
    public static Decision<ParticipantEvent> StartTest(ParticipantState state, DateTimeOffset now) => state.Test switch
    {
        _ when !state.PhoneVerified => ParticipantRefusals.PhoneNotVerified,
        AbilityTest.Submitted => ParticipantRefusals.TestAlreadyTaken,
        AbilityTest.Running => ImmutableArray<ParticipantEvent>.Empty,
        _ => new TestStarted(now),
    };

    /// <summary>Rule A1: answers can be changed until the test is submitted, by the person or by the end of time.</summary>
    public static Decision<ParticipantEvent> AnswerTest(
        ParticipantState state, string answers, bool submit, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Test is AbilityTest.Submitted) return ParticipantRefusals.TestAlreadyTaken;
        if (state.Test is not AbilityTest.Running) return ParticipantRefusals.TestNotStarted;
        if (answers.Length != AbilityQuestions.Count || answers.Any(answer => answer is not ('-' or (>= 'a' and <= 'e'))))
            return ParticipantRefusals.TestAnswersInvalid;
        var answered = new TestAnswered(answers);
        return submit
            ? new Decision<ParticipantEvent>([answered, Submitted(answers, now, options)], null)
            : answered;
    }

    /// <summary>Rule A1: the moment at which a running test submits itself.</summary>
    public static DateTimeOffset? TestEndsAt(ParticipantState state, ProgrammeOptions options) =>
        state.Test is AbilityTest.Running running ? running.StartedAt.AddMinutes(options.AbilityTestMinutes) : null;

    /// <summary>Rule A1: with the answers given so far.</summary>
    public static TestSubmitted Submitted(string answers, DateTimeOffset at, ProgrammeOptions options)
    {
        var right = AbilityQuestions.RightAnswers(answers);
        return new TestSubmitted(at, right, right >= options.AbilityTestPassMark);
    }

    private static Decision<ParticipantEvent> IssueCode(
        ParticipantState? state, CodePurpose purpose, DateTimeOffset now, ProgrammeOptions options)
    {
        var (hourStart, codes) = purpose == CodePurpose.LogInElsewhere
            ? (state?.Elsewhere?.HourStart ?? default, state?.Elsewhere?.InHour ?? 0)
            : (state?.CodeHourStart ?? default, state?.CodesInHour ?? 0);
        var inHour = now < hourStart.AddHours(1) ? codes : 0;
        if (inHour >= options.OneTimeCodesPerHour) return ParticipantRefusals.TooManyCodes;
        return new CodeIssued(purpose, (state?.CodesIssued ?? 0) + 1, now);
    }
}
