using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <summary>
/// One event of a participant, named in the past tense. The names are stored permanently: never change one, add a new
/// one. The event log is kept long and many people can read it, so it has no personal data: properties with personal
/// data are folded into the state and left out of the event's JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
public abstract partial record ParticipantEvent
{
    private ParticipantEvent()
    {
    }
}
