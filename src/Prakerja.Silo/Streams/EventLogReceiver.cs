using Orleans.Streams;
using Prakerja.Grains.EventStreams;

namespace Prakerja.Silo.Streams;

/// <summary>
/// Reads one partition of the event log, starting at its checkpoint. Used by one pulling agent, never in parallel.
/// </summary>
internal sealed class EventLogReceiver(
    int partition,
    IEventLogReader log,
    EventCheckpoint checkpoint,
    EventStreamOptions options,
    EventStreamMetrics metrics,
    TimeProvider time) : IQueueAdapterReceiver
{
    private bool loaded;
    private long read;       // number of the last event that was returned
    private long delivered;  // number of the last event that every subscriber has taken
    private int held;        // returned events that are still in the cache
    private long checkpointAt;
    private long lagAt;

    // A limit, because counting a long backlog would slow down catching up.
    private const int MaxLagCounted = 100_000;

    private static TimeSpan LagPeriod { get; } = TimeSpan.FromSeconds(5);

    // The checkpoint is loaded with the first read, because the agent repeats a failed read but not a failed
    // Initialize.
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
    {
        await LoadOnce();
        await MoveCheckpoint(options.CheckpointPeriod);
        await MeasureLag();
        var room = Math.Min(options.BatchEvents, options.MaxHeldEvents - held);
        if (room <= 0) return [];
        var events = await log.ReadEventsAsync(partition, read, room);
        if (events.Count == 0) return [];
        var batch = new EventLogBatch(partition, read, [.. events]);
        (read, held) = (batch.Last, held + batch.Count);
        return [batch];
    }

    /// <summary>
    /// Takes note of the batches that left the cache. The checkpoint follows those that every subscriber has taken,
    /// once a period. It passes a batch that left earlier only when the slowest subscriber has taken a later one.
    /// </summary>
    public async Task MessagesDeliveredAsync(IList<IBatchContainer> messages)
    {
        foreach (var batch in messages.Cast<EventLogBatch>())
        {
            held -= batch.Count;
            if (!batch.IsLeftBehind) delivered = batch.Last;
        }

        await MoveCheckpoint(options.CheckpointPeriod);
    }

    public async Task Shutdown(TimeSpan timeout)
    {
        if (loaded) await MoveCheckpoint(TimeSpan.Zero);
        metrics.Forget(partition);
    }

    private async Task LoadOnce()
    {
        if (loaded) return;
        await checkpoint.Load();
        (read, delivered, loaded) = (checkpoint.Number, checkpoint.Number, true);
    }

    private async Task MoveCheckpoint(TimeSpan period)
    {
        if (delivered <= checkpoint.Number || time.GetElapsedTime(checkpointAt) < period) return;
        checkpointAt = time.GetTimestamp();
        await checkpoint.MoveTo(delivered);
    }

    private async Task MeasureLag()
    {
        if (lagAt != 0 && time.GetElapsedTime(lagAt) < LagPeriod) return;
        lagAt = time.GetTimestamp();
        metrics.Report(partition, await log.CountEventsAsync(partition, checkpoint.Number, MaxLagCounted));
    }
}
