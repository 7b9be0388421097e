using System.Collections.Immutable;

namespace Prakerja.Grains.Waves;

/// <summary>
/// A wave from planning to announcement. The seed is drawn when the wave is planned and published as its hash at once,
/// so nobody can choose it once the applicants are known.
/// </summary>
public sealed record WaveState(WavePlan Plan, string Seed, WaveStage Stage)
{
    /// <summary>Applications on the roll, counted by the draw.</summary>
    public long? Applicants { get; init; }

    public ImmutableArray<DrawCell> Cells { get => field.IsDefault ? [] : field; init; }

    /// <summary>How the awards ended; null until all are made: as long the rolls alone know.</summary>
    public AwardProgress? Awards { get; init; }

    public ImmutableArray<AnsweredWaveRequest> Answered { get => field.IsDefault ? [] : field; init; }
}
