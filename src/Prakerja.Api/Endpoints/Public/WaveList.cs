using System.Collections.Immutable;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Lists the waves for everybody. The numbers come from the gate table, the details from each wave's grain. Anybody can
/// request the lists as often as they like, so each is read at most once a second. Thread-safe.
/// </summary>
internal sealed class WaveList
{
    private const int ViewsKept = 256;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly IGrainKeyReader keys;
    private readonly IGrainFactory grains;
    private readonly CachedQuery<ImmutableArray<WaveResponse>> all;
    private readonly CachedQuery<IReadOnlyList<WaveGate>> gates;
    private readonly ExpiringCache<int, CachedQuery<Answer<WaveView>>> views;
    private readonly TimeProvider time;

    public WaveList(IGrainKeyReader keys, IGrainFactory grains, TimeProvider time)
    {
        (this.keys, this.grains, this.time) = (keys, grains, time);
        all = new CachedQuery<ImmutableArray<WaveResponse>>(ReadAllAsync, Lifetime, time);
        gates = new CachedQuery<IReadOnlyList<WaveGate>>(() => keys.ReadGatesAsync().AsTask(), Lifetime, time);
        views = new ExpiringCache<int, CachedQuery<Answer<WaveView>>>(time, TimeSpan.FromMinutes(1), ViewsKept);
    }

    /// <summary>All waves, by number; at most a second old.</summary>
    public Task<ImmutableArray<WaveResponse>> GetAll() => all.GetAsync();

    /// <summary>The wave that can be joined now, otherwise the next to open; null when there is neither.</summary>
    public async Task<WaveResponse?> FindCurrent(DateTimeOffset now)
    {
        var current = (await gates.GetAsync())
            .Where(gate => !gate.Closed && now < gate.ClosesAt)
            .OrderBy(gate => gate.OpensAt)
            .ThenBy(gate => gate.Wave)
            .FirstOrDefault();
        return current is not null && (await Get(current.Wave)).Value is { } view ? WaveResponse.Of(view) : null;
    }

    public Task<Answer<WaveView>> Get(int wave) => wave is < 1 or > WaveKey.MaxNumber
        ? Task.FromResult<Answer<WaveView>>(WaveRefusals.Unknown)
        : grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).GetView();

    /// <summary>
    /// One wave, at most a second old. After an announcement millions look at their draw; the wave's grain must not
    /// answer each of them.
    /// </summary>
    public Task<Answer<WaveView>> GetRecent(int wave)
    {
        if (views.TryGet(wave, out var query)) return query.GetAsync();
        query = new CachedQuery<Answer<WaveView>>(() => Get(wave), Lifetime, time);
        views.Set(wave, query);
        return query.GetAsync();
    }

    private async Task<ImmutableArray<WaveResponse>> ReadAllAsync()
    {
        var answers = await Task.WhenAll((await keys.ReadGatesAsync()).Select(gate => Get(gate.Wave)));
        return [.. answers.Select(answer => answer.Value).OfType<WaveView>().Select(WaveResponse.Of)];
    }
}
