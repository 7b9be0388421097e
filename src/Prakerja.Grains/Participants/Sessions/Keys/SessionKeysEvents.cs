using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <summary>The events of the session keys. The names are stored: never change one, add a new one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(KeyMade), "made")]
[JsonDerivedType(typeof(KeyRetired), "retired")]
public abstract record SessionKeysEvent
{
    private SessionKeysEvent()
    {
    }

    /// <summary>A key was made. Its salt is stored in the state only.</summary>
    public sealed record KeyMade(string Id, [property: JsonIgnore] string? Salt, DateTimeOffset At) : SessionKeysEvent
    {
        public override string ToString() => $"{nameof(KeyMade)} {Id}";
    }

    /// <summary>A key was removed: everything that it signed has expired.</summary>
    public sealed record KeyRetired(string Id, DateTimeOffset At) : SessionKeysEvent;
}
