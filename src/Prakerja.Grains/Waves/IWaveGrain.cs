using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// One intake round (gelombang). The wave opens, closes, draws and announces at its own deadlines, and every step can
/// be repeated after a crash. Joining a wave does not call this grain. Key: <see cref="WaveKey"/>. Refusals:
/// <see cref="WaveRefusals"/>.
/// </summary>
[Alias("IWaveGrain")]
[GrainInterfaceType("IWaveGrain")]
public interface IWaveGrain : IDeadlineTarget
{
    /// <summary>
    /// Plans the wave. Repeating the same request returns the wave; a second plan for the same number is refused.
    /// </summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Plan")]
    Task<Answer<WaveView>> Plan(WavePlan plan, string by, RequestId request);

    /// <summary>Changes the quotas. This is possible until the wave closes.</summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("ChangeQuotas")]
    Task<Answer<WaveView>> ChangeQuotas(ImmutableArray<ProvinceQuota> quotas, string by, RequestId request);

    /// <summary>Registers the hash of a witness's secret, before closing. Repeatable.</summary>
    /// <param name="hash">SHA-256 of the secret, hex.</param>
    /// <param name="by">The name of the witness's management key.</param>
    [Alias("RegisterWitness")]
    Task<Answer<WaveView>> RegisterWitness(string hash, string by);

    /// <summary>Reveals a witness's secret, after the commitment was published.</summary>
    /// <param name="secret">32 bytes, hex.</param>
    /// <param name="by">The name of the witness's management key.</param>
    [Alias("RevealSecret")]
    Task<Answer<WaveView>> RevealSecret(WitnessSecret secret, string by);

    /// <summary>Types in the value of the beacon. It counts when two officers have typed the same.</summary>
    /// <param name="by">The name of the officer's management key.</param>
    /// <param name="people">Those who may hold the key.</param>
    [Alias("TypeBeaconFor")]
    Task<Answer<WaveView>> TypeBeacon(string value, string by, ImmutableArray<string> people);

    /// <summary>Takes every step that is due now, as the wave's own deadlines do.</summary>
    /// <param name="by">The name of the caller's management key; the events of the steps record it.</param>
    [Alias("TakeSteps")]
    Task<Answer<WaveView>> TakeSteps(string by);

    /// <summary>The times and the stage of the wave; null when the wave was never planned.</summary>
    [AlwaysInterleave, Alias("GetSchedule")]
    Task<WaveSchedule?> GetSchedule();

    /// <summary>The public view of the wave.</summary>
    [AlwaysInterleave, Alias("GetView")]
    Task<Answer<WaveView>> GetView();
}
