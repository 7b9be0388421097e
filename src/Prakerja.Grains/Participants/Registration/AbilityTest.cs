using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <summary>The state of the motivation and basic-ability test (A1).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(NotTaken), "not_taken")]
[JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Submitted), "submitted")]
public abstract record AbilityTest
{
    private AbilityTest()
    {
    }

    /// <summary>The test is not started.</summary>
    public sealed record NotTaken : AbilityTest
    {
        public static NotTaken Instance { get; } = new();
    }

    /// <summary>The test runs. Answers: one character for each question, '-' or 'a' to 'e'.</summary>
    public sealed record Running(DateTimeOffset StartedAt, string Answers) : AbilityTest;

    /// <summary>The test was submitted, by the person or at the end of its time.</summary>
    public sealed record Submitted(DateTimeOffset At, int RightAnswers, bool Passed) : AbilityTest;
}
