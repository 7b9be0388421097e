namespace Prakerja.Grains.Caching;

/// <summary>
/// A cache for values that every request needs. Its entries expire after some time of the real clock. Its size is
/// bounded: when it is full, the entries that were not used lately are dropped. Thread-safe.
/// </summary>
/// <param name="time">The real clock.</param>
/// <param name="lifetime">How long an entry is valid after it was set.</param>
/// <param name="limit">About the largest number of entries.</param>
public sealed class ExpiringCache<TKey, TValue>(TimeProvider time, TimeSpan lifetime, int limit)
    where TKey : notnull
{
    private readonly GenerationalMap<TKey, Entry> entries = new();
    private int writes; // into the young generation; Count of a concurrent dictionary would lock all of it

    /// <summary>Finds an entry that has not expired.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        var isValid = entries.TryGet(key, out var entry, out var isYoung)
            && time.GetElapsedTime(entry.SetAt) < lifetime;
        if (isValid && !isYoung) Write(key, entry);
        value = isValid ? entry.Value : default!;
        return isValid;
    }

    /// <summary>Sets an entry; its lifetime starts now.</summary>
    public void Set(TKey key, TValue value) => Write(key, new Entry(value, time.GetTimestamp()));

    /// <summary>Removes an entry, so that the next caller reads the value again.</summary>
    public void Remove(TKey key) => entries.Remove(key);

    private void Write(TKey key, Entry entry)
    {
        // Exactly one writer reaches half of the limit, and turns the generations.
        if (Interlocked.Increment(ref writes) == Math.Max(1, limit / 2))
        {
            entries.Turn();
            Volatile.Write(ref writes, 0);
        }

        entries.Set(key, entry);
    }

    private readonly record struct Entry(TValue Value, long SetAt);
}
