using System.Collections.Immutable;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The decision of a rule: events, a refusal, both or none. Both occur when events were due by time and the command
/// itself is refused.
/// </summary>
public readonly record struct Decision<TEvent>(ImmutableArray<TEvent> Events, Refusal? Refusal)
{
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    public static implicit operator Decision<TEvent>(ImmutableArray<TEvent> events) => new(events, null);

    /// <summary>True when there is no event and no refusal, as for a repeated command.</summary>
    public bool IsNothing => Events.IsEmpty && Refusal is null;
}
