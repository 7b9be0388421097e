using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// One attempt to sign up (A6). The key is random (<see cref="SignUpAttemptKey"/>). Attempts of one NIK run side by
/// side; none touches the participant before its own phone is proven. Refusals: <see cref="SignUpRefusals"/> and
/// <see cref="ParticipantRefusals"/>.
/// </summary>
[Alias("ISignUpAttemptGrain")]
[GrainInterfaceType("ISignUpAttemptGrain")]
public interface ISignUpAttemptGrain : IDeadlineTarget
{
    /// <summary>Begins the attempt and sends the first code to the phone (A1).</summary>
    /// <param name="source">The keyed hash of the address that the request came from.</param>
    [Alias("Start")]
    Task<Answer<DateTimeOffset>> Start(Profile profile, SignUpSecret secret, KeyedHash source);

    /// <summary>Sends another code to the phone (A1).</summary>
    [Alias("SendCode")]
    Task<Answer<Done>> SendCode(SignUpSecret secret, KeyedHash source);

    /// <summary>
    /// Proves the phone with the code. The first attempt of a NIK that does it becomes the participant, whose key is
    /// the answer (A6).
    /// </summary>
    [Alias("Verify")]
    Task<Answer<string>> Verify(SignUpSecret secret, OneTimeCodeInput code);

    /// <summary>Where messages of this attempt go; null after its end.</summary>
    [Alias("GetContact")]
    Task<Contact?> GetContact();
}
