using System.Text.Json.Serialization;
using Prakerja.Grains.Participants;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// One event of an attempt to sign up, named in the past tense. The names are stored permanently: never change one.
/// Personal data and the secret are folded into the state and left out of the event's JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(CodeIssued), "code_issued")]
[JsonDerivedType(typeof(CodeMistaken), "code_mistaken")]
[JsonDerivedType(typeof(Won), "won")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
public abstract record SignUpAttemptEvent
{
    private SignUpAttemptEvent()
    {
    }

    /// <summary>Somebody began to sign up (A6).</summary>
    public sealed record Started(
        [property: JsonIgnore] string? Participant,
        [property: JsonIgnore] string? SecretHash,
        [property: JsonIgnore] Profile? Profile,
        DateTimeOffset At) : SignUpAttemptEvent;

    /// <summary>A one-time code was issued (A1). Its digits are derived when the message is sent.</summary>
    public sealed record CodeIssued(int Number, DateTimeOffset At) : SignUpAttemptEvent;

    /// <summary>A wrong code was typed (A1).</summary>
    public sealed record CodeMistaken(int WrongTries) : SignUpAttemptEvent;

    /// <summary>The phone was proven, and the participant now exists.</summary>
    public sealed record Won : SignUpAttemptEvent;

    /// <summary>The phone was proven, but another one holds the NIK or the phone.</summary>
    public sealed record Refused(string For) : SignUpAttemptEvent;

    /// <summary>The time of the attempt passed.</summary>
    public sealed record Lapsed : SignUpAttemptEvent;
}
