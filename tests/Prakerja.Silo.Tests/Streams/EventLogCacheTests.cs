using Orleans.Streams;
using Prakerja.Grains.EventStreams;
using Prakerja.Silo.Streams;

namespace Prakerja.Silo.Tests.Streams;

public sealed class EventLogCacheTests
{
    private static readonly StreamId Stream = StreamId.Create(EventStreamNames.Namespace, EventStreamNames.KeyOf(0));

    private readonly EventLogCache cache = new(new EventStreamOptions { BatchEvents = 1, MaxHeldEvents = 4 });

    [Fact]
    public void A_batch_leaves_when_every_subscriber_has_moved_past_it()
    {
        cache.AddToCache([Batch(1), Batch(2)]);
        var (quick, slow) = (cache.GetCacheCursor(Stream, null), cache.GetCacheCursor(Stream, null));

        Assert.Equal(1, Next(quick));
        Assert.Equal(1, Next(slow));
        Assert.Equal(2, Next(quick));
        Assert.Empty(Purge()); // the slow one still stands on the first

        Assert.Equal(2, Next(slow));
        Assert.Equal([1], Purge());

        Assert.Null(Next(quick));
        Assert.Empty(Purge());
        Assert.Null(Next(slow));
        Assert.Equal([2], Purge());
    }

    [Fact]
    public void A_batch_whose_delivery_was_given_up_is_handed_out_again()
    {
        cache.AddToCache([Batch(1), Batch(2)]);
        var cursor = cache.GetCacheCursor(Stream, null);
        Assert.Equal(1, Next(cursor));

        cursor.RecordDeliveryFailure();

        Assert.Empty(Purge());
        Assert.Equal(1, Next(cursor));
        Assert.Equal(2, Next(cursor));
    }

    [Fact]
    public void Without_room_the_oldest_that_somebody_has_taken_leaves_and_the_slow_one_goes_on_behind_it()
    {
        cache.AddToCache([Batch(1), Batch(2), Batch(3), Batch(4)]);
        var (quick, slow) = (cache.GetCacheCursor(Stream, null), cache.GetCacheCursor(Stream, null));
        Assert.Equal(1, Next(slow));
        Assert.Equal(1, Next(quick));
        Assert.Equal(2, Next(quick));

        Assert.Equal([1], PurgeLeftBehind());
        Assert.Empty(PurgeLeftBehind()); // there is room again

        cache.AddToCache([Batch(5)]);
        Assert.Empty(PurgeLeftBehind()); // nobody has moved past the second
        Assert.Equal(3, Next(quick));
        Assert.Equal([2], PurgeLeftBehind());

        slow.RecordDeliveryFailure();
        Assert.Equal(3, Next(slow));
        Assert.Equal(4, Next(slow));
        Assert.Equal(4, Next(quick));
        Assert.Equal([3], Purge());
    }

    [Fact]
    public void Nothing_leaves_while_nobody_subscribes()
    {
        cache.AddToCache([Batch(1)]);
        Assert.Empty(Purge());

        cache.GetCacheCursor(Stream, null).Dispose();

        Assert.Empty(Purge());
    }

    [Fact]
    public void A_cursor_starts_at_the_batch_asked_for_and_never_after_it()
    {
        cache.AddToCache([Batch(10), Batch(20), Batch(30)]);

        Assert.Equal(20, Next(cache.GetCacheCursor(Stream, new EventSequenceToken(20, 10))));
        Assert.Equal(30, Next(cache.GetCacheCursor(Stream, new EventSequenceToken(25, 24))));
        Assert.Equal(10, Next(cache.GetCacheCursor(Stream, new EventSequenceToken(1, 0))));
        Assert.Equal(10, Next(cache.GetCacheCursor(Stream, null)));
    }

    [Fact]
    public void What_is_added_later_is_found_by_a_cursor_at_the_end()
    {
        var cursor = cache.GetCacheCursor(Stream, null);
        Assert.Null(Next(cursor));

        cache.AddToCache([Batch(1)]);

        Assert.Equal(1, Next(cursor));
    }

    private static EventLogBatch Batch(long number) =>
        new(0, number - 1, [new LoggedEvent(number, 0, default, "happened", default, [])]);

    private static long? Next(IQueueCacheCursor cursor) =>
        cursor.MoveNextWithResult().Kind == QueueCacheCursorMoveResultKind.Success
            ? ((EventLogBatch)cursor.GetCurrent(out _)!).Last
            : null;

    private List<long> Purge() => Purge(leftBehind: false);

    private List<long> PurgeLeftBehind() => Purge(leftBehind: true);

    private List<long> Purge(bool leftBehind)
    {
        if (!cache.TryPurgeFromCache(out var purged)) return [];
        var batches = purged.Cast<EventLogBatch>().ToList();
        Assert.All(batches, batch => Assert.Equal(leftBehind, batch.IsLeftBehind));
        return [.. batches.Select(batch => batch.Last)];
    }
}
