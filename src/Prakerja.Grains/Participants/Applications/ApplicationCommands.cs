using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <content>Commands about applications and their outcome (A2 to A4, S1, S2).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>Applies for a wave (A2, A3).</summary>
    [GenerateSerializer, Immutable, Alias("join-wave")]
    public sealed record JoinWave([property: Id(0)] WaveSchedule Wave) : ParticipantCommand;

    /// <summary>Records the result of the draw: the participant was not selected (S2).</summary>
    [GenerateSerializer, Immutable, Alias("learn-outcome")]
    public sealed record LearnOutcome([property: Id(0)] int Wave, [property: Id(1)] NotSelectedReason Reason)
        : ParticipantCommand;

    /// <summary>
    /// Grants the card, because the draw selected the participant (S1, B1). Number and slot are candidates: their
    /// claims may be taken already.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("grant-card")]
    public sealed record GrantCard(
        [property: Id(0)] int Wave, [property: Id(1)] CardNumber Number, [property: Id(2)] byte HouseholdSlot)
        : ParticipantCommand;
}
