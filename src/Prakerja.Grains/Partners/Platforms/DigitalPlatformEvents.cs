using System.Text.Json.Serialization;

namespace Prakerja.Grains.Partners;

/// <summary>
/// What happened to a digital platform. The names are stored for ever: never change one, add a new one.
/// Secrets go into the state only.
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
