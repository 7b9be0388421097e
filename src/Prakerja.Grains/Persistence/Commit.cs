using System.Collections.Immutable;

namespace Prakerja.Grains.Persistence;

/// <summary>
/// All that one command changes, written in one transaction or not at all: the grain's state row, its events, its one
/// next deadline, its entry on a wave's roll, its claims, and the wave's gate.
/// </summary>
public sealed record Commit
{
    public required GrainKey Grain { get; init; }

    /// <summary>The version this command read; null when the grain has no row yet.</summary>
    public required long? ExpectedVersion { get; init; }

    /// <summary>The whole next state, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    public ImmutableArray<NewEvent> Events { get; init; } = [];

    public DeadlineChange Deadline { get; init; } = DeadlineChange.Keep;

    public RollEntry? RollEntry { get; init; }

    /// <summary>Values that this grain takes; one that another grain holds refuses the whole commit.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = [];

    /// <summary>Values that this grain gives back; one it does not hold is left alone.</summary>
    public ImmutableArray<Claim> Released { get; init; } = [];

    public WaveGate? Gate { get; init; }
}

/// <summary>One event to append. <paramref name="Type"/> is its stable name, <paramref name="Payload"/> UTF-8 JSON.</summary>
public readonly record struct NewEvent(string Type, DateTimeOffset At, ReadOnlyMemory<byte> Payload);

/// <summary>What happens to the grain's one next deadline: kept as it is, set to an instant, or removed.</summary>
public readonly record struct DeadlineChange
{
    private DeadlineChange(bool changes, DateTimeOffset? at) => (Changes, At) = (changes, at);

    public static DeadlineChange Keep { get; }

    public bool Changes { get; }

    /// <summary>The next deadline, null when there is none (of use only when <see cref="Changes"/>).</summary>
    public DateTimeOffset? At { get; }

    public static DeadlineChange To(DateTimeOffset? at) => new(true, at);
}
