using System.Diagnostics.CodeAnalysis;
using Orleans.Streams;

namespace Prakerja.Silo.Streams;

/// <summary>
/// The cache of one partition between the event log and its subscribers. A batch leaves the cache when every subscriber
/// has taken it; then the checkpoint may pass it. When the cache is full, the oldest batch leaves when at least one
/// subscriber has taken it, so that a slow subscriber does not delay the others: it continues with the oldest cached
/// batch and reads the earlier events from the log. The checkpoint waits for it. Used by one pulling agent, never in
/// parallel.
/// </summary>
/// <remarks>
/// A batch that no subscriber has taken stays; while the cache is full the receiver reads no more
/// (<see cref="EventLogReceiver"/>).
/// </remarks>
internal sealed class EventLogCache(EventStreamOptions options) : IQueueCache
{
    private readonly List<IBatchContainer> held = [];
    private readonly List<Cursor> cursors = [];
    private long firstPosition; // of the oldest cached batch; positions count batches since the start

    private int heldEvents;

    private bool HasRoom => heldEvents + options.BatchEvents <= options.MaxHeldEvents;

    private long EndPosition => firstPosition + held.Count;

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    public bool IsUnderPressure() => false;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        held.AddRange(messages);
        heldEvents += messages.Cast<EventLogBatch>().Sum(batch => batch.Count);
    }

    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        purgedItems = null;
        if (cursors.Count == 0) return false; // no subscriber has taken a batch yet
        var leaving = new List<IBatchContainer>();
        var takenByAll = cursors.Min(cursor => cursor.Taken);
        while (firstPosition < takenByAll) leaving.Add(RemoveFirst());
        var takenByOne = cursors.Max(cursor => cursor.Taken);
        while (!HasRoom && firstPosition < takenByOne)
        {
            var batch = RemoveFirst();
            batch.IsLeftBehind = true;
            leaving.Add(batch);
        }

        purgedItems = leaving;
        return leaving.Count > 0;
    }

    private EventLogBatch RemoveFirst()
    {
        var batch = (EventLogBatch)held[0];
        held.RemoveAt(0);
        heldEvents -= batch.Count;
        firstPosition++;
        return batch;
    }

    /// <summary>
    /// Returns a cursor before the batch of the token, or before the oldest batch for an older token.
    /// </summary>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var position = firstPosition;
        if (token is not null) position += held.Count(batch => batch.SequenceToken.CompareTo(token) < 0);
        var cursor = new Cursor(this, position);
        cursors.Add(cursor);
        return cursor;
    }

    /// <summary>The position of one subscriber. Its current batch counts as taken when the cursor moves on.</summary>
    private sealed class Cursor(EventLogCache cache, long start) : IQueueCacheCursor
    {
        private long next = start;
        private IBatchContainer? current;

        public long Taken => current is null ? next : next - 1;

        public bool MoveNext()
        {
            current = null;
            next = Math.Max(next, cache.firstPosition); // the subscriber reads removed batches from the log
            if (next >= cache.EndPosition) return false;
            current = cache.held[(int)(next - cache.firstPosition)];
            next++;
            return true;
        }

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return current;
        }

        public void Refresh(StreamSequenceToken token)
        {
            // Nothing to do: the next move finds new batches at the end.
        }

        /// <summary>Moves back, so that the batch is always delivered again.</summary>
        public void RecordDeliveryFailure() => (next, current) = (Taken, null);

        public void Dispose() => cache.cursors.Remove(this);
    }
}

internal sealed class EventLogCaches(EventStreamOptions options) : IQueueAdapterCache
{
    public IQueueCache CreateQueueCache(QueueId queueId) => new EventLogCache(options);
}
