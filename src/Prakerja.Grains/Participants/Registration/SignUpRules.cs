using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rule A1. Sign-up, one-time codes and the ability test.</summary>
public static class SignUpRules
{
    /// <summary>
    /// Rule A1. Signs a person up. A sign-up can be repeated until the phone is verified: a wrong phone number must not
    /// lock a person out for life.
    /// </summary>
    public static Decision<ParticipantEvent> SignUp(
        ParticipantState? state, Profile profile, DateTimeOffset now, ProgrammeOptions options)
    {
        // Check the input first: a caller that guesses numbers must not learn whether a NIK is registered.
        if (profile.BirthDate > Wib.DateOf(now)) return ParticipantRefusals.BirthDateInFuture;
        if (EligibilityRules.CheckNik(profile, now) is { } refusal) return refusal;
        if (state is { PhoneVerified: true }) return ParticipantRefusals.AlreadyRegistered;
        var issued = IssueCode(state, CodePurpose.VerifyPhone, now, options);
        return issued.Refusal is null
            ? new Decision<ParticipantEvent>([new SignedUp(profile, profile.Province), .. issued.Events], null)
            : issued;
    }

    /// <summary>
    /// Rule A1. Issues a code, up to the limit of an hour; it replaces the previous code. Codes for new devices are
    /// counted separately, so a stranger who requests many of them does not use up the person's other codes (choice).
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
    /// Rule A1. Uses a code. It is valid for one use, for its purpose only and until before the end of
    /// <c>OneTimeCodeMinutes</c>: at that moment it is expired. A wrong try is committed, so a restart gives no new
    /// tries.
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
            _ => ImmutableArray<ParticipantEvent>.Empty, // the purchase event uses up the code
        };
    }

    /// <summary>
    /// Rule A1. The code in force for a purpose; null when there is none. A code for a new device and any other code
    /// can be in force at the same time (choice).
    /// </summary>
    public static OneTimeCode? InForce(ParticipantState state, CodePurpose purpose) =>
        purpose == CodePurpose.LogInElsewhere ? state.Elsewhere?.Code
        : state.Code?.Purpose == purpose ? state.Code
        : null;

    /// <summary>Rule A1. Starts the test once; starting it again while it runs changes nothing.</summary>
    public static Decision<ParticipantEvent> StartTest(ParticipantState state, DateTimeOffset now) => state.Test switch
    {
        _ when !state.PhoneVerified => ParticipantRefusals.PhoneNotVerified,
        AbilityTest.Submitted => ParticipantRefusals.TestAlreadyTaken,
        AbilityTest.Running => ImmutableArray<ParticipantEvent>.Empty,
        _ => new TestStarted(now),
    };

    /// <summary>Rule A1. Saves answers, which can be changed until the test is submitted.</summary>
    public static Decision<ParticipantEvent> AnswerTest(
        ParticipantState state, string answers, bool submit, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Test is AbilityTest.Submitted) return ParticipantRefusals.TestAlreadyTaken;
        if (state.Test is not AbilityTest.Running) return ParticipantRefusals.TestNotStarted;
        if (answers.Length != AbilityQuestions.Count
            || answers.Any(answer => answer is not ('-' or (>= 'a' and <= 'e'))))
            return ParticipantRefusals.TestAnswersInvalid;
        var answered = new TestAnswered(answers);
        return submit
            ? new Decision<ParticipantEvent>([answered, Submitted(answers, now, options)], null)
            : answered;
    }

    /// <summary>Rule A1. The moment at which a running test submits itself; null when no test runs.</summary>
    public static DateTimeOffset? TestEndsAt(ParticipantState state, ProgrammeOptions options) =>
        state.Test is AbilityTest.Running running ? running.StartedAt.AddMinutes(options.AbilityTestMinutes) : null;

    /// <summary>Rule A1. The event of submitting the test with these answers.</summary>
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
