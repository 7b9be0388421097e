using System.Collections.Concurrent;

namespace Prakerja.Grains.Caching;

/// <summary>
/// Remembers answers for some time of the real clock, so that what is asked on every request is not looked up on every
/// request. Bounded: what is asked for again stays, and of the rest the older half goes when there is no more room.
/// </summary>
internal sealed class ExpiringCache<TKey, TValue>(TimeProvider time, TimeSpan lifetime, int limit)
    where TKey : notnull
{
    private volatile ConcurrentDictionary<TKey, Entry> young = new();
    private volatile ConcurrentDictionary<TKey, Entry> old = new();
    private int remembered; // in the young half; the dictionary's own count would lock all of it

    public bool TryGet(TKey key, out TValue value)
    {
        var isYoung = young.TryGetValue(key, out var entry);
        var known = (isYoung || old.TryGetValue(key, out entry)) && time.GetElapsedTime(entry.Since) < lifetime;
        if (known && !isYoung) Keep(key, entry);
        value = known ? entry.Value : default!;
        return known;
    }

    public void Remember(TKey key, TValue value) => Keep(key, new Entry(value, time.GetTimestamp()));

    public void Forget(TKey key)
    {
        old.TryRemove(key, out _);
        young.TryRemove(key, out _);
    }

    private void Keep(TKey key, Entry entry)
    {
        // Only the one that counts to the half exactly makes room.
        if (Interlocked.Increment(ref remembered) == Math.Max(1, limit / 2))
        {
            old = young;
            young = new();
            Volatile.Write(ref remembered, 0);
        }

        young[key] = entry;
    }

    private readonly record struct Entry(TValue Value, long Since);
}
