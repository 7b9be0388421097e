using System.Diagnostics.CodeAnalysis;
using Orleans.Streams;

namespace Prakerja.Silo.Streams;

/// <summary>
/// The batches of one partition between the log and its subscribers. A batch leaves when every subscriber has taken
/// it; none leaves otherwise, so what leaves may be behind the checkpoint. Used by one pulling agent, never in parallel.
/// </summary>
/// <remarks>
/// It sets no limit of its own: the receiver stops reading when too much is held (<see cref="EventLogReceiver"/>).
/// </remarks>
internal sealed class EventLogCache : IQueueCache
{
    private readonly List<IBatchContainer> held = [];
    private readonly List<Cursor> cursors = [];
    private long firstPosition; // of the oldest batch held; positions count batches since the start

    private long EndPosition => firstPosition + held.Count;

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    public bool IsUnderPressure() => false;

    public void AddToCache(IList<IBatchContainer> messages) => held.AddRange(messages);

    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        purgedItems = null;
        if (cursors.Count == 0) return false; // nobody has taken anything yet
        var taken = cursors.Min(cursor => cursor.Taken);
        if (taken <= firstPosition) return false;
        var count = (int)(taken - firstPosition);
        purgedItems = held.GetRange(0, count);
        held.RemoveRange(0, count);
        firstPosition = taken;
        return true;
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

internal sealed class EventLogCaches : IQueueAdapterCache
{
    public IQueueCache CreateQueueCache(QueueId queueId) => new EventLogCache();
}
