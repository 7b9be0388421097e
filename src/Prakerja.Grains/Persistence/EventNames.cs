using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Persistence;

/// <summary>
/// The stored names of a union of events: a prefix and each event's JSON discriminator, so that every name is written
/// once.
/// </summary>
public sealed class EventNames<TEvent>(string prefix)
    where TEvent : class
{
    private readonly FrozenDictionary<Type, string> names = typeof(TEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(derived => derived.DerivedType, derived => $"{prefix}.{derived.TypeDiscriminator}");

    public IReadOnlyCollection<string> All => names.Values;

    public string Of(TEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return names[@event.GetType()];
    }
}
