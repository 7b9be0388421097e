using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <summary>The motivation and basic-ability test (A1).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(NotTaken), "not_taken")]
[JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Submitted), "submitted")]
public abstract record AbilityTest
{
    private AbilityTest()
    {
    }

    public sealed record NotTaken : AbilityTest
    {
        public static NotTaken Instance { get; } = new();
    }

    /// <summary>Answers so far, one character a question: '-' open, 'a' to 'e' the choice.</summary>
    public sealed record Running(DateTimeOffset StartedAt, string Answers) : AbilityTest;

    public sealed record Submitted(DateTimeOffset At, int RightAnswers, bool Passed) : AbilityTest;
}
