using System.Collections.Concurrent;

namespace Prakerja.Api.Security;

/// <summary>
/// Remembers answers for some seconds of real time, so that a busy partner's secret is not asked for on every
/// request. Bounded: after so many it forgets all and begins anew, which costs some questions and nothing else.
/// </summary>
internal sealed class BriefMemory<TKey, TValue>(TimeProvider time, TimeSpan lifetime, int limit)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private int remembered; // since all was forgotten; the dictionary's own count would lock all of it

    public bool TryGet(TKey key, out TValue value)
    {
        var known = entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Since) < lifetime;
        value = known ? entry.Value : default!;
        return known;
    }

    public void Remember(TKey key, TValue value)
    {
        if (Interlocked.Increment(ref remembered) > limit)
        {
            entries.Clear();
            Volatile.Write(ref remembered, 1);
        }

        entries[key] = new Entry(value, time.GetTimestamp());
    }

    public void Forget(TKey key) => entries.TryRemove(key, out _);

    private readonly record struct Entry(TValue Value, long Since);
}
