using System.Collections.Concurrent;
using Prakerja.Grains.Caching;

namespace Prakerja.Grains.Waves;

/// <summary>
/// A silo's copies of the wave schedules, at most a second old, so that a join asks no wave grain. The times in a
/// schedule are compared with the clock, and the gate of the commit decides. Thread-safe.
/// </summary>
public sealed class WaveScheduleCache(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, CachedQuery<WaveSchedule?>> waves = new();

    /// <summary>The schedule of a wave; null when there is no such wave.</summary>
    public Task<WaveSchedule?> FindAsync(int number) => number is < 1 or > WaveKey.MaxNumber
        ? Task.FromResult<WaveSchedule?>(null)
        : waves.GetOrAdd(number, static (wave, self) => self.QueryOf(wave), this).GetAsync();

    private CachedQuery<WaveSchedule?> QueryOf(int wave) => new(
        () => grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).GetSchedule(), Lifetime, time, overlaps: true);
}
