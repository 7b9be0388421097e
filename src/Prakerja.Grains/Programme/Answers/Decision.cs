using System.Collections.Immutable;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The decision of a rule: events, a refusal, both or none. Both occur when events were due by time and the command
/// itself is refused.
/// </summary>
public readonly record struct Decision<TEvent>(ImmutableArray<TEvent> Events, Refusal? Refusal)
{
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent @event) => new([@event], null);

    public static implicit operator Decision<TEvent>(ImmutableArray<TEvent> events) => new(events, null);

    /// <summary>True when there is no event and no refusal, as for a repeated command.</summary>
    public bool IsNothing => Events.IsEmpty && Refusal is null;
}

/// <summary>A decision together with the state that its events lead to, so that no caller folds them again.</summary>
/// <param name="State">The state after the events; null while the grain has none.</param>
public readonly record struct Decision<TState, TEvent>(
    ImmutableArray<TEvent> Events, TState? State, Refusal? Refusal)
    where TState : class;
