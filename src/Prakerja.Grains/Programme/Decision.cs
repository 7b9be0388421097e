using System.Collections.Immutable;

namespace Prakerja.Grains.Programme;

/// <summary>What the rules decided: events, and possibly a refusal. Both can be: time passed, and then no.</summary>
public readonly record struct Decision<TEvent>(ImmutableArray<TEvent> Events, Refusal? Refusal)
{
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    public static implicit operator Decision<TEvent>(ImmutableArray<TEvent> events) => new(events, null);

    /// <summary>True when nothing happens and nothing is refused: a repeat.</summary>
    public bool IsNothing => Events.IsEmpty && Refusal is null;
}
