using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules A1, A5, A6. Registration, one-time codes and the ability test.</summary>
public static class SignUpRules
{
    /// <summary>Rules A1, E5. Checks what a person told, without a look at who is registered.</summary>
    public static Refusal? CheckProfile(Profile profile, DateTimeOffset now)
    {
        if (profile.BirthDate > Wib.DateOf(now)) return ParticipantRefusals.BirthDateInFuture;
        if (profile.FamilyCard.Reveal() == profile.Nik.Reveal()) return ParticipantRefusals.FamilyCardIsNik;
        ProvinceCode[] provinces = [profile.Nik.Province, profile.FamilyCard.Province, profile.Province];
        return provinces.All(province => Regions.IsFounded(province, Wib.DateOf(now)))
            ? EligibilityRules.CheckNik(profile, now)
            : ParticipantRefusals.ProvinceNotFounded;
    }

    /// <summary>
    /// Rule A6. Registers the person whose attempt was the first to prove its phone. A sign-up of an earlier version
    /// that never proved a phone blocks nobody: it is replaced. The same profile again is the same attempt repeated.
    /// </summary>
    public static Decision<ParticipantEvent> Register(
        ParticipantState? state, ParticipantCommand.Register command, DateTimeOffset now)
    {
        if (CheckProfile(command.Profile, now) is { } refusal) return refusal;
        if (state is { PhoneVerified: true })
        {
            return state.Profile == command.Profile
                ? ImmutableArray<ParticipantEvent>.Empty
                : ParticipantRefusals.AlreadyRegistered;
        }

        var signedUp = new SignedUp(command.Profile, command.Profile.Province, command.IdentityConfirmed);
        return new Decision<ParticipantEvent>([signedUp, new PhoneVerified()], null);
    }

    /// <summary>
    /// Rule A6. Gives up the claim on an email that was never confirmed, for who has its mailed code. A confirmed email
    /// stays.
    /// </summary>
    public static Decision<ParticipantEvent> GiveUpEmail(ParticipantState state) =>
        state.EmailConfirmed ? ParticipantRefusals.EmailTaken : new EmailGivenUp();

    /// <summary>
    /// Rule A1. Issues a code, up to the limit of an hour; it replaces the previous code. Codes for new devices are
    /// counted separately, so a stranger who requests many of them does not use up the person's other codes (choice).
    /// </summary>
    public static Decision<ParticipantEvent> RequestCode(
        ParticipantState state, CodePurpose purpose, DateTimeOffset now, ProgrammeOptions options)
    {
        if (!state.PhoneVerified) return ParticipantRefusals.PhoneNotVerified;
        if (purpose == CodePurpose.VerifyPhone) return ParticipantRefusals.PhoneAlreadyVerified;
        if (purpose == CodePurpose.ConfirmEmail && state.EmailConfirmed)
            return ParticipantRefusals.EmailAlreadyConfirmed;
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
        if (CodeRules.CheckUse(code, now, options) is { } refusal) return refusal;
        if (!matches)
            return new([new CodeMistaken(purpose, code.WrongTries + 1)], ParticipantRefusals.CodeWrong);
        return purpose switch
        {
            CodePurpose.LogIn => new LoggedIn(),
            CodePurpose.LogInElsewhere => new LoggedIn(Elsewhere: true),
            CodePurpose.ConfirmEmail => new EmailConfirmed(now),
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
        ParticipantState state, CodePurpose purpose, DateTimeOffset now, ProgrammeOptions options)
    {
        var isElsewhere = purpose == CodePurpose.LogInElsewhere;
        var (hourStart, codes) = isElsewhere
            ? (state.Elsewhere?.HourStart ?? default, state.Elsewhere?.InHour ?? 0)
            : (state.CodeHourStart, state.CodesInHour);
        if (now < hourStart.AddHours(1) && codes >= options.OneTimeCodesPerHour)
            return ParticipantRefusals.TooManyCodes.RetryAfter(hourStart.AddHours(1) - now);
        var refusal = isElsewhere
            ? CodeRules.CheckIssue(state.Elsewhere?.Failures ?? 0, state.Elsewhere?.FailedAt, now, options)
            : CodeRules.CheckIssue(state.CodeFailures, state.CodeFailedAt, now, options);
        return refusal is null ? new CodeIssued(purpose, state.CodesIssued + 1, now) : refusal;
    }
}
