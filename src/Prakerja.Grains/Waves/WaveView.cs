using System.Collections.Immutable;

namespace Prakerja.Grains.Waves;

/// <summary>The public view of a wave.</summary>
/// <param name="SeedCommitment">SHA-256 of a seed that was fixed at planning, lower-case hex; null in waves whose seed
/// is made after closing.</param>
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
    [property: Id(7)] string? SeedCommitment,
    [property: Id(8)] string? Seed,
    [property: Id(9)] long? Applicants,
    [property: Id(10)] ImmutableArray<DrawCell> Cells,
    [property: Id(11)] AwardProgress? Awards,
    [property: Id(12)] DrawView Draw);

/// <summary>How far the draw of a wave is, and who takes part in it.</summary>
/// <param name="Terms">How the seed comes about.</param>
/// <param name="Witnesses">The registered witnesses; each secret is public from its reveal on.</param>
/// <param name="Attempt">Where the sealed roll is stored; null until the roll is sealed.</param>
/// <param name="Commitment">The published commitment, a JSON text; null until the roll is sealed.</param>
/// <param name="CommitmentHash">SHA-256 of the commitment, hex.</param>
/// <param name="RevealUntil">The end of the time for revealing.</param>
/// <param name="SelfWitnessed">True when neither a witness nor a beacon takes part.</param>
/// <param name="WaitsFor">What the draw waits for: names of witnesses, and "beacon".</param>
/// <param name="Document">The draw document, a JSON text; null until the draw.</param>
/// <param name="FileHash">SHA-256 of the result file, hex; null until the draw.</param>
/// <param name="Redraws">The number of rounds in which places were drawn again.</param>
[GenerateSerializer, Immutable, Alias("draw-view")]
public sealed record DrawView(
    [property: Id(0)] DrawTerms Terms,
    [property: Id(1)] ImmutableArray<DrawWitness> Witnesses,
    [property: Id(2)] long? Attempt,
    [property: Id(3)] string? Commitment,
    [property: Id(4)] string? CommitmentHash,
    [property: Id(5)] DateTimeOffset? RevealUntil,
    [property: Id(6)] bool SelfWitnessed,
    [property: Id(7)] ImmutableArray<string> WaitsFor,
    [property: Id(8)] string? Document,
    [property: Id(9)] string? FileHash,
    [property: Id(10)] int Redraws);

/// <summary>The progress of the awards of an announced wave.</summary>
/// <param name="Selected">Winners of the draw, with those of redraws.</param>
/// <param name="Awarded">Winners that have their card.</param>
/// <param name="NotTaken">Winners that could not get the card any more (E4).</param>
/// <param name="Waiting">Winners whose award fails for now. It is tried again, ever more rarely.</param>
[GenerateSerializer, Immutable, Alias("award-progress")]
public sealed record AwardProgress(
    [property: Id(0)] long Selected,
    [property: Id(1)] long Awarded,
    [property: Id(2)] long NotTaken,
    [property: Id(3)] long Waiting = 0)
{
    /// <summary>True when every award was tried. Only those that fail still wait.</summary>
    public bool IsFinished() => Selected == Awarded + NotTaken + Waiting;
}
