using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// One intake round. It never stands on the way of somebody who joins; it opens, closes, draws and announces by its own
/// deadlines, and every step can be taken again after a crash. The key is <see cref="WaveKey"/>.
/// </summary>
[Alias("IWaveGrain")]
[GrainInterfaceType("IWaveGrain")]
public interface IWaveGrain : IDeadlineTarget
{
    /// <summary>Plans the wave; repeating the same plan is fine, another plan for the number is refused.</summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Plan")]
    Task<Answer<WaveView>> Plan(WavePlan plan, string by, RequestId request);

    /// <summary>Changes the quotas; possible until the wave closes.</summary>
    [Alias("ChangeQuotas")]
    Task<Answer<WaveView>> ChangeQuotas(ImmutableArray<ProvinceQuota> quotas, string by, RequestId request);

    /// <summary>Takes every step that is due now, as the wave's own deadlines do, in somebody's name.</summary>
    [Alias("TakeSteps")]
    Task<Answer<WaveView>> TakeSteps(string by);

    /// <summary>Null when the wave was never planned.</summary>
    [AlwaysInterleave, Alias("GetSchedule")]
    Task<WaveSchedule?> GetSchedule();

    [AlwaysInterleave, Alias("GetView")]
    Task<Answer<WaveView>> GetView();
}

/// <summary>The key of a wave grain: "w-" and the number.</summary>
public static class WaveKey
{
    /// <summary>The highest number a wave can have.</summary>
    public const int Last = 9_999;

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"w-{number}");
}

/// <summary>What management says of a new wave (A3, S1).</summary>
/// <param name="Number">From 1; above the last planned number is usual, not required.</param>
/// <param name="RollPartitions">Over how many partitions the roll is spread, 1 to 256.</param>
[GenerateSerializer, Immutable, Alias("wave-plan")]
public sealed record WavePlan(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset OpensAt,
    [property: Id(2)] DateTimeOffset ClosesAt,
    [property: Id(3)] DateTimeOffset DrawsAt,
    [property: Id(4)] DateTimeOffset AnnouncesAt,
    [property: Id(5)] int RollPartitions,
    [property: Id(6)] ImmutableArray<ProvinceQuota> Quotas);

/// <summary>Places of one province, and the most that one tier may take of them (S1).</summary>
/// <param name="TierPlaces">Limits by tier; a tier that is not named is limited by <paramref name="Places"/> alone.</param>
[GenerateSerializer, Immutable, Alias("province-quota")]
public sealed record ProvinceQuota(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] int Places,
    [property: Id(2)] ImmutableArray<TierLimit> TierPlaces);

[GenerateSerializer, Immutable, Alias("tier-limit")]
public readonly record struct TierLimit([property: Id(0)] byte Tier, [property: Id(1)] int Places);

/// <summary>A wave as anybody may see it.</summary>
/// <param name="SeedCommitment">SHA-256 of the seed, lower-case hex: published from the planning on.</param>
/// <param name="Seed">The seed itself, lower-case hex: only after the draw.</param>
/// <param name="Applicants">Applications on the roll, known from closing on.</param>
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

/// <summary>How far the awards of an announced wave have come.</summary>
[GenerateSerializer, Immutable, Alias("award-progress")]
public sealed record AwardProgress(
    [property: Id(0)] long Selected, [property: Id(1)] long Awarded, [property: Id(2)] long NotTaken)
{
    /// <summary>Nobody is left to award; from then on nothing here changes.</summary>
    public bool IsFinished() => Selected == Awarded + NotTaken;
}

/// <summary>One province and tier in a draw: who stood in it and where the line fell.</summary>
/// <param name="Standing">Applications that were not set aside.</param>
/// <param name="LastTicket">Tickets up to and including this one won; null when none did.</param>
[GenerateSerializer, Immutable, Alias("draw-cell")]
public sealed record DrawCell(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] int Standing,
    [property: Id(3)] int Winners,
    [property: Id(4)] Ticket? LastTicket);

/// <summary>What decides a draw: the revealed seed and each cell's line.</summary>
[GenerateSerializer, Immutable, Alias("wave-draw")]
public sealed record WaveDraw(
    [property: Id(0)] int Wave, [property: Id(1)] string Seed, [property: Id(2)] ImmutableArray<DrawCell> Cells);
