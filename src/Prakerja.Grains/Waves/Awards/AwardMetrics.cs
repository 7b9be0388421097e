using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Prakerja.Grains.Waves;

/// <summary>Metrics of the awards that this silo makes: counts only, no personal data.</summary>
public sealed class AwardMetrics : IDisposable
{
    public const string MeterName = "Prakerja.Awards";

    private readonly ConcurrentDictionary<int, long> waiting = new();
    private readonly Meter meter;

    public AwardMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "prakerja.awards.waiting", Waiting, "{award}", "Awards that failed and wait for the next try, by wave.");
    }

    public void Dispose() => meter.Dispose();

    internal void Report(int wave, long count) => waiting[wave] = count;

    internal void Forget(int wave) => waiting.TryRemove(wave, out _);

    private IEnumerable<Measurement<long>> Waiting() =>
        waiting.Select(wave => new Measurement<long>(wave.Value, new KeyValuePair<string, object?>("wave", wave.Key)));
}
