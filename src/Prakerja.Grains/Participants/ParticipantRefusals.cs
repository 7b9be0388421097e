using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Every "no" a participant can hear. The codes are public and never change.</summary>
public static partial class ParticipantRefusals
{
    public static Refusal Unknown { get; } = new("participant.unknown");
}
