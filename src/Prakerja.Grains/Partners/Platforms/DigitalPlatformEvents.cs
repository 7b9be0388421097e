using System.Text.Json.Serialization;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The events of a digital platform. The names are stored: never change one, add a new one.
/// Secrets are stored in the state only, not in the event log.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(SecretRotated), "secret_rotated")]
public abstract record DigitalPlatformEvent
{
    private DigitalPlatformEvent()
    {
    }

    public sealed record Registered(
        string Name, [property: JsonIgnore] ProtectedSecret? Secret, string By, DateTimeOffset At)
        : DigitalPlatformEvent;

    public sealed record SecretRotated(
        [property: JsonIgnore] ProtectedSecret? Secret, string By, DateTimeOffset At)
        : DigitalPlatformEvent;
}
