using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Signing up, logging in, the profile and the ability test (A1, A2).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>A1. Repeatable until the phone is verified, so that a wrong number can be put right.</summary>
    [GenerateSerializer, Immutable, Alias("sign-up")]
    public sealed record SignUp([property: Id(0)] Profile Profile) : ParticipantCommand
    {
        public override string ToString() => nameof(SignUp);
    }

    [GenerateSerializer, Immutable, Alias("request-code")]
    public sealed record RequestCode([property: Id(0)] CodePurpose Purpose) : ParticipantCommand;

    /// <summary>A code as typed. <paramref name="Matches"/> is worked out by the grain, which knows the key.</summary>
    [GenerateSerializer, Immutable, Alias("use-code")]
    public sealed record UseCode([property: Id(0)] CodePurpose Purpose, [property: Id(1)] bool Matches)
        : ParticipantCommand;

    /// <summary>
    /// A2: what a person may mend before the next wave; identity stays as it was verified. What is null stays as it
    /// is, so that of two changes at once neither undoes the other.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("change-profile")]
    public sealed record ChangeProfile(
        [property: Id(0)] ProvinceCode? Province,
        [property: Id(1)] Employment? Employment,
        [property: Id(2)] bool? InFormalEducation) : ParticipantCommand;

    [GenerateSerializer, Immutable, Alias("start-test")]
    public sealed record StartTest : ParticipantCommand;

    /// <summary>One character a question, '-' for open; <paramref name="Submit"/> ends the test.</summary>
    [GenerateSerializer, Immutable, Alias("answer-test")]
    public sealed record AnswerTest([property: Id(0)] string Answers, [property: Id(1)] bool Submit)
        : ParticipantCommand;
}
