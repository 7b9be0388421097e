using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// One partition of a wave's roll: its part of the draw and of the awards. The key is <see cref="WaveRollKey"/>. Every
/// method can be called again and answers the same.
/// </summary>
[Alias("IWaveRollGrain")]
[GrainInterfaceType("IWaveRollGrain")]
public interface IWaveRollGrain : IDeadlineTarget
{
    /// <summary>How long a step may take that reads a whole partition, of a million or more.</summary>
    const string WholeRoll = "00:10:00";

    /// <summary>
    /// Called once the gate is closed: sets aside who cannot be drawn, for good, and answers the tickets that stand, per
    /// cell the lowest <c>Places</c> of them.
    /// </summary>
    [Alias("Prepare"), ResponseTimeout(WholeRoll)]
    Task<RollStanding> Prepare(string seed, ImmutableArray<ProvinceQuota> quotas);

    /// <summary>Starts the awards of this partition; they go on by themselves, through restarts.</summary>
    [Alias("StartAwards"), ResponseTimeout(WholeRoll)]
    Task StartAwards(WaveDraw draw);

    [AlwaysInterleave, Alias("GetProgress")]
    Task<AwardProgress> GetProgress();

    /// <summary>
    /// How the draw ended for an entry of this partition; null as long as it is not told, and for a winner.
    /// </summary>
    [AlwaysInterleave, Alias("OutcomeOf")]
    Task<SetAsideReason?> OutcomeOf(KeyedHash participant, ProvinceCode province, byte tier);
}

/// <summary>The key of a roll partition: "w-21-r7".</summary>
public static class WaveRollKey
{
    public static string Of(int wave, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"w-{wave}-r{partition}");

    public static (int Wave, int Partition) Parse(string key)
    {
        var parts = key.Split('-');
        return (
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2].AsSpan(1), CultureInfo.InvariantCulture));
    }
}

/// <summary>What a partition brings into the draw.</summary>
[GenerateSerializer, Immutable, Alias("roll-standing")]
public sealed record RollStanding(
    [property: Id(0)] long Entries, [property: Id(1)] ImmutableArray<StandingCell> Cells);

/// <summary>
/// Who stands in one cell of one partition: their number, and the lowest tickets, ascending, no more than could win.
/// </summary>
[GenerateSerializer, Immutable, Alias("standing-cell")]
public sealed record StandingCell(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] int Standing,
    [property: Id(3)] ImmutableArray<Ticket> Lowest);
