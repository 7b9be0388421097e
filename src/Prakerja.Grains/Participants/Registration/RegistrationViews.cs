using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

[GenerateSerializer, Immutable, Alias("test-view")]
public sealed record TestView(
    [property: Id(0)] TestStatus Status,
    [property: Id(1)] DateTimeOffset? EndsAt,
    [property: Id(2)] string? Answers);

[Alias("test-status")]
public enum TestStatus : byte
{
    NotTaken,
    Running,
    Submitted,
}

/// <content>Signing up, logging in, the profile and the ability test (A1, A2).</content>
public static partial class ParticipantViews
{
    public static TestView Test(ParticipantState state, ProgrammeOptions options) => state.Test switch
    {
        AbilityTest.Running running =>
            new TestView(TestStatus.Running, SignUpRules.TestEndsAt(state, options), running.Answers),
        AbilityTest.Submitted => new TestView(TestStatus.Submitted, null, null),
        _ => new TestView(TestStatus.NotTaken, null, null),
    };
}
