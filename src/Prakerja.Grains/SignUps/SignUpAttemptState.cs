using Prakerja.Grains.Participants;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// The stored state of one attempt to sign up (A6). It claims nothing. When it ends, everything that the person told
/// is removed from it.
/// </summary>
/// <param name="Participant">The key that the participant will have.</param>
/// <param name="SecretHash">The hash of the attempt's secret (<see cref="SignUpSecret.Hash"/>).</param>
/// <param name="StartedAt">The attempt ends <c>SignUpAttemptHours</c> later.</param>
public sealed record SignUpAttemptState(string Participant, string SecretHash, DateTimeOffset StartedAt)
{
    /// <summary>What the person told; null after the end.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The newest code; null before the first and after the end by time.</summary>
    public OneTimeCode? Code { get; init; }

    /// <summary>Number of codes issued so far; the next code is derived from the next number.</summary>
    public int CodesIssued { get; init; }

    /// <summary>Wrong tries of all codes of this attempt.</summary>
    public int WrongTries { get; init; }

    /// <summary>How the attempt ended; null while it is under way.</summary>
    public SignUpEnd? End { get; init; }

    /// <summary>The code of the refusal, when the phone was proven and the attempt was refused then.</summary>
    public string? RefusedFor { get; init; }
}

/// <summary>How an attempt to sign up ended. The numbers are stored: never change one.</summary>
[Alias("sign-up-end")]
public enum SignUpEnd : byte
{
    /// <summary>The participant exists.</summary>
    Won = 1,

    /// <summary>The phone was proven, but the NIK or the phone belongs to another participant.</summary>
    Refused = 2,

    /// <summary>Its time passed.</summary>
    Lapsed = 3,
}
