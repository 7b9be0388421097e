using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Prakerja.Silo.Streams;

/// <summary>
/// Measures how far the subscribers are behind: the events after the checkpoint of each partition that this silo reads,
/// counted up to 100,000. Zero means that every subscriber has got every event.
/// </summary>
public sealed class EventStreamMetrics : IDisposable
{
    public const string MeterName = "Prakerja.Events";

    private readonly ConcurrentDictionary<int, long> lags = new();
    private readonly Meter meter;

    public EventStreamMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create(MeterName);
        meter.CreateObservableGauge("prakerja.events.lag", Lags, "{event}", "Events after the checkpoint.");
    }

    public void Dispose() => meter.Dispose();

    internal void Report(int partition, long lag) => lags[partition] = lag;

    internal void Forget(int partition) => lags.TryRemove(partition, out _);

    private IEnumerable<Measurement<long>> Lags() =>
        lags.Select(lag => new Measurement<long>(lag.Value, new KeyValuePair<string, object?>("partition", lag.Key)));
}
