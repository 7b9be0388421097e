using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Caching;

/// <summary>
/// A map of two generations. New entries go into the young one; <see cref="Turn"/> makes it the old one and drops the
/// entries that were old, so old entries need no search. The owner decides when to turn. Thread-safe.
/// </summary>
public sealed class GenerationalMap<TKey, TValue>
    where TKey : notnull
{
    private volatile ConcurrentDictionary<TKey, TValue> young = new();
    private volatile ConcurrentDictionary<TKey, TValue> old = new();

    /// <summary>Finds an entry in either generation.</summary>
    /// <param name="isYoung">True when it is in the young generation.</param>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value, out bool isYoung)
    {
        isYoung = young.TryGetValue(key, out value);
        return isYoung || old.TryGetValue(key, out value);
    }

    /// <summary>The keys of the young generation.</summary>
    public ICollection<TKey> YoungKeys => young.Keys;

    /// <summary>The keys of the old generation.</summary>
    public ICollection<TKey> OldKeys => old.Keys;

    /// <summary>Puts an entry into the young generation.</summary>
    public void Set(TKey key, TValue value) => young[key] = value;

    /// <summary>Removes an entry from both generations.</summary>
    public void Remove(TKey key)
    {
        old.TryRemove(key, out _);
        young.TryRemove(key, out _);
    }

    /// <summary>Makes the young generation the old one; the entries that were old are gone.</summary>
    public void Turn()
    {
        old = young;
        young = new();
    }

    /// <summary>Drops all entries.</summary>
    public void Clear()
    {
        old = new();
        young = new();
    }
}
