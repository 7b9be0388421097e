using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <content>Joining a wave and its outcome (A2 to A4, S1, S2).</content>
public abstract partial record ParticipantCommand
{
    [GenerateSerializer, Immutable, Alias("join-wave")]
    public sealed record JoinWave([property: Id(0)] WaveSchedule Wave) : ParticipantCommand;

    /// <summary>S2: the roll said that this participant was not selected.</summary>
    [GenerateSerializer, Immutable, Alias("learn-outcome")]
    public sealed record LearnOutcome([property: Id(0)] int Wave, [property: Id(1)] SetAsideReason Reason)
        : ParticipantCommand;

    /// <summary>The draw selected this participant. Number and slot are candidates that their claims may refuse.</summary>
    [GenerateSerializer, Immutable, Alias("grant-card")]
    public sealed record GrantCard(
        [property: Id(0)] int Wave, [property: Id(1)] CardNumber Number, [property: Id(2)] byte HouseholdSlot)
        : ParticipantCommand;
}
