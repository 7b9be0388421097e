using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about sessions and devices (A1).</content>
public static partial class ParticipantRefusals
{
    /// <summary>The token is genuine, but its session was ended (A1).</summary>
    public static Refusal SessionEnded { get; } = new("session.ended");

    /// <summary>The participant has no device with this number (A1).</summary>
    public static Refusal DeviceUnknown { get; } = new("device.unknown");
}
