using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Management;

/// <summary>
/// The events of the management keys. The names are stored: never change one, add a new one. The hashes are stored in
/// the state only, not in the event log.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(KeyCreated), "created")]
[JsonDerivedType(typeof(KeyRevoked), "revoked")]
public abstract record ManagementKeysEvent
{
    private ManagementKeysEvent()
    {
    }

    public sealed record KeyCreated(
        string Name,
        ImmutableArray<ManagementRole> Roles,
        [property: JsonIgnore] string? Hash,
        string? By,
        DateTimeOffset At,
        string? Person = null) : ManagementKeysEvent
    {
        public override string ToString() => $"{nameof(KeyCreated)} {Name}";
    }

    public sealed record KeyRevoked(string Name, string By, DateTimeOffset At) : ManagementKeysEvent;
}
