using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <content>Looks of management at personal data (M1).</content>
[JsonDerivedType(typeof(ProfileLookedAt), "profile_looked_at")]
public abstract partial record ParticipantEvent
{
    /// <summary>
    /// Management opened the unmasked profile. The participant sees the event, with its reason.
    /// </summary>
    public sealed record ProfileLookedAt(string By, string Reason, DateTimeOffset At) : ParticipantEvent;
}
