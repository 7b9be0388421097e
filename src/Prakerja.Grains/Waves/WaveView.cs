using System.Collections.Immutable;

namespace Prakerja.Grains.Waves;

/// <summary>The public view of a wave.</summary>
/// <param name="SeedCommitment">SHA-256 of the seed, lower-case hex. It is published from the planning on.</param>
/// <param name="Seed">The seed, lower-case hex; null until the draw.</param>
/// <param name="Applicants">The number of applications on the roll; null until the draw.</param>
/// <param name="Awards">Null until the announcement.</param>
[GenerateSerializer, Immutable, Alias("wave-view")]
public sealed record WaveView(
    [property: Id(0)] int Number,
    [property: Id(1)] WaveStage Stage,
    [property: Id(2)] DateTimeOffset OpensAt,
    [property: Id(3)] DateTimeOffset ClosesAt,
    [property: Id(4)] DateTimeOffset DrawsAt,
    [property: Id(5)] DateTimeOffset AnnouncesAt,
    [property: Id(6)] ImmutableArray<ProvinceQuota> Quotas,
    [property: Id(7)] string SeedCommitment,
    [property: Id(8)] string? Seed,
    [property: Id(9)] long? Applicants,
    [property: Id(10)] ImmutableArray<DrawCell> Cells,
    [property: Id(11)] AwardProgress? Awards);

/// <summary>The progress of the awards of an announced wave.</summary>
/// <param name="Selected">Winners of the draw.</param>
/// <param name="Awarded">Winners that have their card.</param>
/// <param name="NotTaken">Winners that could not get the card any more (E4).</param>
[GenerateSerializer, Immutable, Alias("award-progress")]
public sealed record AwardProgress(
    [property: Id(0)] long Selected, [property: Id(1)] long Awarded, [property: Id(2)] long NotTaken)
{
    /// <summary>True when no winner waits for the award any more. The figures are then final.</summary>
    public bool IsFinished() => Selected == Awarded + NotTaken;
}
