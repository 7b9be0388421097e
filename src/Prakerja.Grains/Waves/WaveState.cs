using System.Collections.Immutable;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The stored state of a wave, from planning to announcement. The seed is null until the draw. Waves that an earlier
/// version planned have it from the planning on.
/// </summary>
public sealed record WaveState(WavePlan Plan, string? Seed, WaveStage Stage)
{
    /// <summary>The witnesses, in the order in which they registered.</summary>
    public ImmutableArray<DrawWitness> Witnesses { get => field.IsDefault ? [] : field; init; }

    /// <summary>The sealed roll; null until closing, and in waves that an earlier version drew.</summary>
    public WaveSealing? Sealing { get; init; }

    /// <summary>The value of the beacon; null until it is known.</summary>
    public BeaconValue? Beacon { get; init; }

    /// <summary>The value that a first officer typed in; null when a second one confirmed it.</summary>
    public TypedBeaconValue? TypedBeacon { get; init; }

    /// <summary>The stored draw; null until the draw, and in waves that an earlier version drew.</summary>
    public WaveDrawResult? Result { get; init; }

    /// <summary>How many refused reveals are recorded.</summary>
    public int RefusedReveals { get; init; }

    /// <summary>The number of applications on the roll; null until the draw counts them.</summary>
    public long? Applicants { get; init; }

    /// <summary>The results of the draw by cell; empty until the draw.</summary>
    public ImmutableArray<DrawCell> Cells { get => field.IsDefault ? [] : field; init; }

    /// <summary>
    /// The final figures of the awards; null until all awards are made. Until then only the roll partitions have them.
    /// </summary>
    public AwardProgress? Awards { get; init; }

    /// <summary>The last requests that changed the plan, to recognise a repeated request.</summary>
    public ImmutableArray<AnsweredWaveRequest> Answered { get => field.IsDefault ? [] : field; init; }
}
