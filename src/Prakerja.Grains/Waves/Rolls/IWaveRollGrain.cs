using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// One partition of a wave's roll. It does the partition's part of the draw and of the awards. Every method can be
/// repeated and gives the same answer. Key: <see cref="WaveRollKey"/>.
/// </summary>
[Alias("IWaveRollGrain")]
[GrainInterfaceType("IWaveRollGrain")]
public interface IWaveRollGrain : IDeadlineTarget
{
    /// <summary>The timeout of a call that reads a whole partition, with a million applications or more.</summary>
    const string WholeRollTimeout = "00:10:00";

    /// <summary>
    /// Prepares the draw. Call it only after the gate is closed. It sets aside, for good, the applications that cannot
    /// be drawn, and returns the lowest tickets of the others: for each cell at most as many as the province has
    /// places.
    /// </summary>
    [Alias("Prepare"), ResponseTimeout(WholeRollTimeout)]
    Task<RollDrawInput> Prepare(string seed, ImmutableArray<ProvinceQuota> quotas);

    /// <summary>Starts the awards of this partition. They continue by deadlines, also after a restart.</summary>
    [Alias("StartAwards"), ResponseTimeout(WholeRollTimeout)]
    Task StartAwards(WaveDraw draw);

    /// <summary>The progress of this partition's awards.</summary>
    [AlwaysInterleave, Alias("GetProgress")]
    Task<AwardProgress> GetProgress();

    /// <summary>
    /// The reason why an entry of this partition was not selected; null before the announcement, and for a winner.
    /// </summary>
    [AlwaysInterleave, Alias("OutcomeOf")]
    Task<NotSelectedReason?> OutcomeOf(KeyedHash participant, ProvinceCode province, byte tier);
}
