using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The ability test as the participant sees it.</summary>
/// <param name="EndsAt">The moment at which it submits itself; null unless it runs.</param>
/// <param name="Answers">The saved answers; null unless it runs.</param>
[GenerateSerializer, Immutable, Alias("test-view")]
public sealed record TestView(
    [property: Id(0)] TestStatus Status,
    [property: Id(1)] DateTimeOffset? EndsAt,
    [property: Id(2)] string? Answers);

/// <summary>The status of the ability test.</summary>
[Alias("test-status")]
public enum TestStatus : byte
{
    NotTaken,
    Running,
    Submitted,
}

/// <content>Views of the ability test (A1).</content>
public static partial class ParticipantViews
{
    /// <summary>The ability test.</summary>
    public static TestView Test(ParticipantState state, ProgrammeOptions options) => state.Test switch
    {
        AbilityTest.Running running =>
            new TestView(TestStatus.Running, SignUpRules.TestEndsAt(state, options), running.Answers),
        AbilityTest.Submitted => new TestView(TestStatus.Submitted, null, null),
        _ => new TestView(TestStatus.NotTaken, null, null),
    };
}
