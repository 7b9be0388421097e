using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Events of sign-up, log-in, the profile and the ability test (A1, A2).</content>
[JsonDerivedType(typeof(SignedUp), "signed_up")]
[JsonDerivedType(typeof(CodeIssued), "code_issued")]
[JsonDerivedType(typeof(CodeMistaken), "code_mistaken")]
[JsonDerivedType(typeof(PhoneVerified), "phone_verified")]
[JsonDerivedType(typeof(EmailConfirmed), "email_confirmed")]
[JsonDerivedType(typeof(EmailGivenUp), "email_given_up")]
[JsonDerivedType(typeof(LoggedIn), "logged_in")]
[JsonDerivedType(typeof(ProfileChanged), "profile_changed")]
[JsonDerivedType(typeof(TestStarted), "test_started")]
[JsonDerivedType(typeof(TestAnswered), "test_answered")]
[JsonDerivedType(typeof(TestSubmitted), "test_submitted")]
public abstract partial record ParticipantEvent
{
    /// <summary>The person signed up (A1). <paramref name="Profile"/> is stored in the state only.</summary>
    public sealed record SignedUp(
        [property: JsonIgnore] Profile? Profile, ProvinceCode Province, bool IdentityConfirmed = false)
        : ParticipantEvent;

    /// <summary>A one-time code was issued (A1). Its digits are derived when the message is sent.</summary>
    public sealed record CodeIssued(CodePurpose Purpose, int Number, DateTimeOffset At) : ParticipantEvent;

    /// <summary>A wrong code was typed (A1).</summary>
    public sealed record CodeMistaken(CodePurpose Purpose, int WrongTries) : ParticipantEvent;

    /// <summary>The phone was verified; it is now claimed by this participant (A1).</summary>
    public sealed record PhoneVerified : ParticipantEvent;

    /// <summary>The email was confirmed with a mailed code; it is now claimed by this participant (A6).</summary>
    public sealed record EmailConfirmed(DateTimeOffset At) : ParticipantEvent;

    /// <summary>
    /// The email of a participant that never confirmed it is given up, because another one has confirmed it (A6).
    /// Earlier versions claimed an email without a mailed code.
    /// </summary>
    public sealed record EmailGivenUp : ParticipantEvent;

    /// <summary>
    /// The person logged in; <paramref name="Elsewhere"/> is true for a new device (A1).
    /// </summary>
    public sealed record LoggedIn(bool Elsewhere = false) : ParticipantEvent;

    /// <summary>The profile was changed (A2). <paramref name="Profile"/> is stored in the state only.</summary>
    public sealed record ProfileChanged([property: JsonIgnore] Profile? Profile) : ParticipantEvent;

    /// <summary>The ability test was started (A1).</summary>
    public sealed record TestStarted(DateTimeOffset At) : ParticipantEvent;

    /// <summary>Answers were saved (A1). They are stored in the state only.</summary>
    public sealed record TestAnswered([property: JsonIgnore] string? Answers) : ParticipantEvent;

    /// <summary>The ability test was submitted, by the person or at the end of its time (A1).</summary>
    public sealed record TestSubmitted(DateTimeOffset At, int RightAnswers, bool Passed) : ParticipantEvent;
}
