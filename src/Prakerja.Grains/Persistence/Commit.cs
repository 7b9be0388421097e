using System.Collections.Immutable;

namespace Prakerja.Grains.Persistence;

/// <summary>
/// Everything that one command changes: the grain's state row, its events, its one next deadline, its entry on a wave's
/// roll, its claims, and the wave's gate. It is written in one transaction or not at all.
/// </summary>
public sealed record Commit
{
    /// <summary>The grain that commits.</summary>
    public required GrainKey Grain { get; init; }

    /// <summary>The version this command read; null when the grain has no row yet.</summary>
    public required long? ExpectedVersion { get; init; }

    /// <summary>The whole next state, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>The events to append, in order.</summary>
    public ImmutableArray<NewEvent> Events { get; init; } = [];

    public DeadlineChange Deadline { get; init; } = DeadlineChange.Keep;

    /// <summary>The entry to add to a wave's roll; null for most commits.</summary>
    public RollEntry? RollEntry { get; init; }

    /// <summary>Unique values that this grain takes. If another grain holds one, the whole commit is refused.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = [];

    /// <summary>Unique values that this grain releases; a value that it does not hold is ignored.</summary>
    public ImmutableArray<Claim> Released { get; init; } = [];

    /// <summary>The new gate row of the wave; null when it stays as it is.</summary>
    public WaveGate? Gate { get; init; }
}

/// <summary>
/// One event to append. <paramref name="Type"/> is its stable name, <paramref name="Payload"/> UTF-8 JSON.
/// </summary>
public readonly record struct NewEvent(string Type, DateTimeOffset At, ReadOnlyMemory<byte> Payload);

/// <summary>The change of the grain's one next deadline: kept as it is, set to an instant, or removed.</summary>
public readonly record struct DeadlineChange
{
    // The default value keeps the deadline.
    private DeadlineChange(bool changes, DateTimeOffset? at) => (Changes, At) = (changes, at);

    public static DeadlineChange Keep { get; }

    public bool Changes { get; }

    /// <summary>
    /// The next deadline, null to remove it; it has a meaning only when <see cref="Changes"/> is true.
    /// </summary>
    public DateTimeOffset? At { get; }

    public static DeadlineChange To(DateTimeOffset? at) => new(true, at);
}
