using System.Diagnostics.CodeAnalysis;
using Orleans.Streams;

namespace Prakerja.Silo.Streams;

/// <summary>
/// The batches of one partition between the log and its subscribers. A batch leaves when every subscriber has taken
/// it, and may then be behind the checkpoint. When there is no room for another one, the oldest that somebody has taken
/// leaves as well, so that a subscriber who is far behind holds up nobody: he goes on with the oldest batch there is,
/// and fetches what lies before it from the log. The checkpoint waits for him. Used by one pulling agent, never in
/// parallel.
/// </summary>
/// <remarks>
/// What nobody has taken stays: then the receiver stops reading (<see cref="EventLogReceiver"/>).
/// </remarks>
internal sealed class EventLogCache(EventStreamOptions options) : IQueueCache
{
    private readonly List<IBatchContainer> held = [];
    private readonly List<Cursor> cursors = [];
    private long firstPosition; // of the oldest batch held; positions count batches since the start

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
        if (cursors.Count == 0) return false; // nobody has taken anything yet
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

    /// <summary>A cursor before the batch that holds the token; before the oldest batch when there is none older.</summary>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var position = firstPosition;
        if (token is not null) position += held.Count(batch => batch.SequenceToken.CompareTo(token) < 0);
        var cursor = new Cursor(this, position);
        cursors.Add(cursor);
        return cursor;
    }

    /// <summary>One subscriber's place. The batch it stands on counts as taken only when it moves on.</summary>
    private sealed class Cursor(EventLogCache cache, long start) : IQueueCacheCursor
    {
        private long next = start;
        private IBatchContainer? current;

        public long Taken => current is null ? next : next - 1;

        public bool MoveNext()
        {
            current = null;
            next = Math.Max(next, cache.firstPosition); // what left meanwhile is fetched from the log
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
            // New batches stand at the end and are found there by the next move.
        }

        /// <summary>Steps back: the batch is delivered again, whatever the agent thinks of it.</summary>
        public void RecordDeliveryFailure() => (next, current) = (Taken, null);

        public void Dispose() => cache.cursors.Remove(this);
    }
}

internal sealed class EventLogCaches(EventStreamOptions options) : IQueueAdapterCache
{
    public IQueueCache CreateQueueCache(QueueId queueId) => new EventLogCache(options);
}
