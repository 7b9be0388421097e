using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Signing up, logging in, the profile and the ability test (A1, A2).</content>
[JsonDerivedType(typeof(SignedUp), "signed_up")]
[JsonDerivedType(typeof(CodeIssued), "code_issued")]
[JsonDerivedType(typeof(CodeMistaken), "code_mistaken")]
[JsonDerivedType(typeof(PhoneVerified), "phone_verified")]
[JsonDerivedType(typeof(LoggedIn), "logged_in")]
[JsonDerivedType(typeof(ProfileChanged), "profile_changed")]
[JsonDerivedType(typeof(TestStarted), "test_started")]
[JsonDerivedType(typeof(TestAnswered), "test_answered")]
[JsonDerivedType(typeof(TestSubmitted), "test_submitted")]
public abstract partial record ParticipantEvent
{
    /// <summary>A1. <paramref name="Profile"/> goes into the state only.</summary>
    public sealed record SignedUp([property: JsonIgnore] Profile? Profile, ProvinceCode Province) : ParticipantEvent;

    /// <summary>A1. A message with the code follows; its digits are made when it is sent.</summary>
    public sealed record CodeIssued(CodePurpose Purpose, int Number, DateTimeOffset At) : ParticipantEvent;

    public sealed record CodeMistaken(CodePurpose Purpose, int WrongTries) : ParticipantEvent;

    /// <summary>From here on email and phone are this person's and nobody else's.</summary>
    public sealed record PhoneVerified : ParticipantEvent;

    /// <summary>With the person's own code, or with the one for devices that she never logged in on.</summary>
    public sealed record LoggedIn(bool Elsewhere = false) : ParticipantEvent;

    public sealed record ProfileChanged([property: JsonIgnore] Profile? Profile) : ParticipantEvent;

    public sealed record TestStarted(DateTimeOffset At) : ParticipantEvent;

    public sealed record TestAnswered([property: JsonIgnore] string? Answers) : ParticipantEvent;

    public sealed record TestSubmitted(DateTimeOffset At, int RightAnswers, bool Passed) : ParticipantEvent;
}
