using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Commands about sign-up, log-in, the profile and the ability test (A1, A2).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>
    /// Registers a person whose attempt to sign up has proven its phone (A6).
    /// <paramref name="IdentityConfirmed"/>: a civil registry knows the NIK with these data.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("register")]
    public sealed record Register([property: Id(0)] Profile Profile, [property: Id(1)] bool IdentityConfirmed = false)
        : ParticipantCommand
    {
        public override string ToString() => nameof(Register);
    }

    /// <summary>Gives up an email that was never confirmed (A6).</summary>
    [GenerateSerializer, Immutable, Alias("give-up-email")]
    public sealed record GiveUpEmail : ParticipantCommand;

    /// <summary>Requests a one-time code (A1).</summary>
    [GenerateSerializer, Immutable, Alias("request-code")]
    public sealed record RequestCode([property: Id(0)] CodePurpose Purpose) : ParticipantCommand;

    /// <summary>
    /// Uses a typed code (A1). The grain has the identity key and finds out whether the code
    /// <paramref name="Matches"/>.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("use-code")]
    public sealed record UseCode([property: Id(0)] CodePurpose Purpose, [property: Id(1)] bool Matches)
        : ParticipantCommand;

    /// <summary>
    /// Changes the profile between two waves (A2); identity data cannot be changed. A null leaves the field unchanged,
    /// so two changes at the same time do not undo each other.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("change-profile")]
    public sealed record ChangeProfile(
        [property: Id(0)] ProvinceCode? Province,
        [property: Id(1)] Employment? Employment,
        [property: Id(2)] bool? InFormalEducation) : ParticipantCommand;

    /// <summary>Starts the ability test (A1).</summary>
    [GenerateSerializer, Immutable, Alias("start-test")]
    public sealed record StartTest : ParticipantCommand;

    /// <summary>
    /// Saves the answers of the ability test (A1): one character for each question, '-' for no answer.
    /// <paramref name="Submit"/> ends the test.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("answer-test")]
    public sealed record AnswerTest([property: Id(0)] string Answers, [property: Id(1)] bool Submit)
        : ParticipantCommand;
}
