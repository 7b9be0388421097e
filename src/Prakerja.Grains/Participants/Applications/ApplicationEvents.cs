using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Events of applications (A2 to A4, S1, S2).</content>
[JsonDerivedType(typeof(WaveJoined), "wave_joined")]
[JsonDerivedType(typeof(NotSelected), "not_selected")]
public abstract partial record ParticipantEvent
{
    /// <summary>
    /// The participant applied for a wave (A2). <paramref name="RollPartition"/> is used for the roll entry alone.
    /// </summary>
    public sealed record WaveJoined(
        int Wave, DateTimeOffset At, ProvinceCode Province, byte Tier, [property: JsonIgnore] int RollPartition)
        : ParticipantEvent;

    /// <summary>The participant was not selected in a wave (S2).</summary>
    public sealed record NotSelected(int Wave, NotSelectedReason Reason) : ParticipantEvent;
}
