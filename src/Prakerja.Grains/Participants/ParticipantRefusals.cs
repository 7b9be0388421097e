using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The refusals of a participant's commands. The codes are public and never change.</summary>
public static partial class ParticipantRefusals
{
    /// <summary>Nobody has signed up under this key.</summary>
    public static Refusal Unknown { get; } = new("participant.unknown");
}
