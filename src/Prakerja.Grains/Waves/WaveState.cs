using System.Collections.Immutable;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The stored state of a wave, from planning to announcement. The seed is generated when the wave is planned, and its
/// hash is published at once, so that the seed cannot be chosen after the applicants are known.
/// </summary>
public sealed record WaveState(WavePlan Plan, string Seed, WaveStage Stage)
{
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
