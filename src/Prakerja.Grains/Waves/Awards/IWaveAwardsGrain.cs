namespace Prakerja.Grains.Waves;

/// <summary>
/// Makes the awards of one announced wave. It stores nothing: the award store has the rows that are left. The wave
/// calls it again until none is left, so a silo that stops loses nothing. Key: that of the wave, <see cref="WaveKey"/>.
/// </summary>
[Alias("IWaveAwardsGrain")]
[GrainInterfaceType("IWaveAwardsGrain")]
public interface IWaveAwardsGrain : IGrainWithStringKey
{
    /// <summary>Starts making the awards that are due, if it does not do so already, and returns at once.</summary>
    [Alias("Start")]
    Task Start();
}
