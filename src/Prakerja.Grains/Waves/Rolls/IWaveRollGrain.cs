using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// One partition of the roll of a wave that an earlier version drew. It has the outcomes, and hands winners without a
/// card to the award store. Later waves have no such grains. Every method can be repeated. Key:
/// <see cref="WaveRollKey"/>.
/// </summary>
[Alias("IWaveRollGrain")]
[GrainInterfaceType("IWaveRollGrain")]
public interface IWaveRollGrain : IDeadlineTarget
{
    /// <summary>The timeout of a call that reads a whole partition, with a million applications or more.</summary>
    const string WholeRollTimeout = "00:10:00";

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
