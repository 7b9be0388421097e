using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Management;

/// <summary>
/// What happened to management's keys. The names are stored for ever: never change one, add a new one.
/// Hashes go into the state only.
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
        DateTimeOffset At) : ManagementKeysEvent
    {
        public override string ToString() => $"{nameof(KeyCreated)} {Name}";
    }

    public sealed record KeyRevoked(string Name, string By, DateTimeOffset At) : ManagementKeysEvent;
}
