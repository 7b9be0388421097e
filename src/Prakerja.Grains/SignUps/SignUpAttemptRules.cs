using System.Collections.Immutable;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.SignUps.SignUpAttemptEvent;

namespace Prakerja.Grains.SignUps;

/// <summary>Rule A6. An attempt to sign up claims nothing until the phone is proven, and ends by itself.</summary>
public static class SignUpAttemptRules
{
    /// <summary>
    /// Rule A6. Begins an attempt with its first code. The rule does not look at the participant of the NIK, so its
    /// answer says nothing about who is registered.
    /// </summary>
    public static Decision<SignUpAttemptEvent> Start(
        SignUpAttemptState? state, string participant, Profile profile, SignUpSecret secret, DateTimeOffset now)
    {
        // A random key of 128 bits came twice, or a call was repeated.
        if (state is not null) return SignUpRefusals.AttemptUnknown;
        if (SignUpRules.CheckProfile(profile, now) is { } refusal) return refusal;
        return new Decision<SignUpAttemptEvent>(
            [new Started(participant, secret.Hash(), profile, now), new CodeIssued(1, now)], null);
    }

    /// <summary>Rule A1. Issues another code, after the waits of <see cref="CodeRules.CheckIssue"/>.</summary>
    public static Decision<SignUpAttemptEvent> SendCode(
        SignUpAttemptState? state, SignUpSecret secret, DateTimeOffset now, ProgrammeOptions options)
    {
        if (Find(state, secret, now, options) is not { } attempt) return SignUpRefusals.AttemptUnknown;
        if (attempt.End is not null) return EndOf(attempt);
        return CodeRules.CheckIssue(attempt.WrongTries, attempt.Code?.IssuedAt, now, options) is { } refusal
            ? refusal
            : new CodeIssued(attempt.CodesIssued + 1, now);
    }

    /// <summary>
    /// Rule A1. Checks a typed code. The tries are those of this attempt alone: nobody else can use them up. An attempt
    /// that has ended gives the same answer to the same code again, because the first answer can be lost.
    /// </summary>
    /// <returns>No event and no refusal when the phone is proven.</returns>
    public static Decision<SignUpAttemptEvent> UseCode(
        SignUpAttemptState? state, SignUpSecret secret, bool matches, DateTimeOffset now, ProgrammeOptions options)
    {
        if (Find(state, secret, now, options) is not { Code: { } code } attempt) return SignUpRefusals.AttemptUnknown;
        if (CodeRules.CheckUse(code, now, options) is { } refusal)
            return attempt.End is null ? refusal : EndOf(attempt);
        if (!matches)
            return attempt.End is null
                ? new Decision<SignUpAttemptEvent>(
                    [new CodeMistaken(code.WrongTries + 1)], ParticipantRefusals.CodeWrong)
                : EndOf(attempt);
        return attempt.End == SignUpEnd.Refused
            ? EndOf(attempt)
            : ImmutableArray<SignUpAttemptEvent>.Empty;
    }

    /// <summary>
    /// Rule A6. The end of an attempt whose phone is proven: it has won, or the NIK or phone belongs to another one.
    /// A failure of the system ends nothing.
    /// </summary>
    public static Decision<SignUpAttemptEvent> Finish(SignUpAttemptState state, Refusal? refusal) => refusal switch
    {
        _ when state.End is not null => new Decision<SignUpAttemptEvent>([], refusal),
        null => new Won(),
        _ when IsFinal(refusal) => new([new Refused(refusal.Code)], refusal),
        _ => refusal,
    };

    /// <summary>Rule A6. When the attempt ends by itself; null when it has ended.</summary>
    public static DateTimeOffset? LapsesAt(SignUpAttemptState state, ProgrammeOptions options) =>
        state.End is null ? state.StartedAt.AddHours(options.SignUpAttemptHours) : null;

    /// <summary>Rule A6. At its last instant the attempt is over.</summary>
    public static Decision<SignUpAttemptEvent> TimePassed(
        SignUpAttemptState state, DateTimeOffset now, ProgrammeOptions options) =>
        LapsesAt(state, options) <= now
            ? new Lapsed()
            : ImmutableArray<SignUpAttemptEvent>.Empty;

    /// <summary>The state after one event; only the start can be the first.</summary>
    public static SignUpAttemptState Fold(SignUpAttemptState? state, SignUpAttemptEvent @event) => @event switch
    {
        Started e => new SignUpAttemptState(e.Participant!, e.SecretHash!, e.At) { Profile = e.Profile },
        _ when state is null => throw new InvalidOperationException("An attempt begins with its start."),
        CodeIssued e => state with
        {
            Code = new OneTimeCode(CodePurpose.VerifyPhone, e.Number, e.At, 0),
            CodesIssued = e.Number,
        },
        CodeMistaken e => state with
        {
            Code = state.Code! with { WrongTries = e.WrongTries },
            WrongTries = state.WrongTries + 1,
        },
        Won => state with { End = SignUpEnd.Won, Profile = null },
        Refused e => state with { End = SignUpEnd.Refused, RefusedFor = e.For, Profile = null },
        Lapsed => state with { End = SignUpEnd.Lapsed, Profile = null, Code = null },
        _ => throw new InvalidOperationException($"No state follows from {@event.GetType().Name}."),
    };

    private static bool IsFinal(Refusal refusal) =>
        refusal == ParticipantRefusals.AlreadyRegistered
        || refusal == ParticipantRefusals.PhoneTaken
        || refusal == SignUpRefusals.IdentityMismatch;

    private static SignUpAttemptState? Find(
        SignUpAttemptState? state, SignUpSecret secret, DateTimeOffset now, ProgrammeOptions options) =>
        state is not null
        && secret.HasHash(state.SecretHash)
        && now < state.StartedAt.AddHours(options.SignUpAttemptHours)
            ? state
            : null;

    private static Refusal EndOf(SignUpAttemptState attempt) => attempt.End == SignUpEnd.Refused
        ? new Refusal(attempt.RefusedFor!)
        : SignUpRefusals.AttemptEnded;
}
