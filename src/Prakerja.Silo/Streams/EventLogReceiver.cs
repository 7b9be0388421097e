using Orleans.Streams;
using Prakerja.Grains.EventStreams;

namespace Prakerja.Silo.Streams;

/// <summary>
/// Reads one partition of the event log from its checkpoint on. Used by one pulling agent, never in parallel.
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
    private long read;       // number of the last event handed out
    private long delivered;  // number of the last event that every subscriber has taken
    private int held;        // events handed out that are still in the cache
    private long checkpointAt;
    private long lagAt;

    // To count further would cost more the longer it takes to catch up.
    private const int MaxLagCounted = 100_000;

    private static TimeSpan LagPeriod { get; } = TimeSpan.FromSeconds(5);

    // The checkpoint is loaded with the first read: the agent repeats a read that fails, but not this.
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
    {
        await LoadOnce();
        await MoveCheckpoint(options.CheckpointPeriod);
        await MeasureLag();
        var room = Math.Min(options.BatchEvents, options.MaxHeldEvents - held);
        if (room <= 0) return [];
        var events = await log.ReadAsync(partition, read, room);
        if (events.Count == 0) return [];
        var batch = new EventLogBatch(partition, read, [.. events]);
        (read, held) = (batch.Last, held + batch.Count);
        return [batch];
    }

    /// <summary>
    /// What has left the cache. Of what every subscriber has taken the checkpoint follows, at its own pace; what made
    /// room before that waits until the slowest has come past it.
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
        metrics.Report(partition, await log.CountAsync(partition, checkpoint.Number, MaxLagCounted));
    }
}
