using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Lists waves. Which there are stands in their gates; what they are, they say themselves. Nothing bounds how often
/// strangers want the lists, so they are asked for once a second. Thread-safe.
/// </summary>
internal sealed class WaveList(IKeyReader keys, IGrainFactory grains, TimeProvider system)
{
    private readonly OnceASecond<ImmutableArray<WaveResponse>> all = new(system);
    private readonly OnceASecond<IReadOnlyList<WaveGate>> gates = new(system);

    /// <summary>All waves, at most a second old.</summary>
    public Task<ImmutableArray<WaveResponse>> GetAll() => all.Get(async () =>
    {
        var answers = await Task.WhenAll((await keys.GatesAsync()).Select(gate => Get(gate.Wave)));
        return [.. answers.Select(answer => answer.Value).OfType<WaveView>().Select(WaveResponse.Of)];
    });

    /// <summary>The wave that can be joined now, otherwise the next to open, otherwise none.</summary>
    public async Task<WaveResponse?> FindCurrent(DateTimeOffset now)
    {
        var current = (await gates.Get(() => keys.GatesAsync().AsTask()))
            .Where(gate => !gate.Closed && now < gate.ClosesAt)
            .OrderBy(gate => gate.OpensAt)
            .ThenBy(gate => gate.Wave)
            .FirstOrDefault();
        return current is not null && (await Get(current.Wave)).Value is { } view ? WaveResponse.Of(view) : null;
    }

    public Task<Answer<WaveView>> Get(int wave) => wave is < 1 or > WaveKey.Last
        ? Task.FromResult<Answer<WaveView>>(WaveRefusals.Unknown)
        : grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).GetView();

    /// <summary>One answer for all who ask within a second, and for who asks while it is on its way. Failures are not kept.</summary>
    private sealed class OnceASecond<T>(TimeProvider system)
    {
        private readonly Lock access = new();
        private Task<T>? last;
        private long askedAt;

        public Task<T> Get(Func<Task<T>> ask)
        {
            lock (access)
            {
                var isGood = last is { IsCompleted: false }
                    || (last is { IsCompletedSuccessfully: true } && system.GetElapsedTime(askedAt) < TimeSpan.FromSeconds(1));
                if (last is not null && isGood) return last;
                askedAt = system.GetTimestamp();
                return last = ask();
            }
        }
    }
}
