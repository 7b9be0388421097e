using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <summary>
/// What happened to a participant, in the past tense. The names are stored for ever: never change one, add a new one.
/// The log is kept long and read by many, so it holds no personal data: what people told about themselves is folded into
/// the state and left out of the event's JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
public abstract partial record ParticipantEvent
{
    private ParticipantEvent()
    {
    }
}
