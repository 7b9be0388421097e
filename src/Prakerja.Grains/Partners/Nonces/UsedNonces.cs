using Prakerja.Grains.Caching;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The result of using a nonce.</summary>
[Alias("nonce-use")]
public enum NonceUse
{
    /// <summary>The nonce was not used before.</summary>
    New,

    /// <summary>The nonce was used before: the request is a replay.</summary>
    Used,

    /// <summary>No more nonces can be remembered now, so a replay could not be noticed.</summary>
    MemoryFull,
}

/// <summary>
/// The nonces that partners used, for as long as their signatures are valid: twice the window, because a timestamp may
/// lie a window ahead. Each entry lives for one to two of these spans. Belongs to one grain.
/// </summary>
internal sealed class UsedNonces
{
    private readonly TimeSpan span;
    private readonly int limitPerGeneration;
    private readonly GenerationalMap<KeyedHash, bool> used = new();
    private DateTimeOffset spanStart = DateTimeOffset.MinValue;
    private int usedInSpan;

    /// <param name="window">How far a timestamp may be from the clock, before or after.</param>
    /// <param name="limitPerGeneration">Nonces remembered within one span.</param>
    /// <param name="stored">The nonces of an earlier activation; null when there are none.</param>
    public UsedNonces(TimeSpan window, int limitPerGeneration, NonceMemory? stored = null)
    {
        span = window * 2;
        this.limitPerGeneration = limitPerGeneration;
        if (stored is null) return;
        foreach (var nonce in HashesIn(stored.Old)) used.Set(nonce, true);
        used.Turn();
        foreach (var nonce in HashesIn(stored.Young)) used.Set(nonce, true);
        (spanStart, usedInSpan) = (stored.SpanStart, stored.Young.Length / KeyedHash.LengthBytes);
    }

    public NonceUse Use(KeyedHash nonce, DateTimeOffset now)
    {
        StartSpan(now);
        var isKnown = used.TryGet(nonce, out _, out var isYoung);
        if (isKnown && !isYoung) return NonceUse.Used;
        if (usedInSpan >= limitPerGeneration) return NonceUse.MemoryFull;
        if (isKnown) return NonceUse.Used;
        used.Set(nonce, true);
        usedInSpan++;
        return NonceUse.New;
    }

    /// <summary>The nonces to store, the young ones first, at most <paramref name="limit"/>.</summary>
    public NonceMemory ToMemory(int limit)
    {
        var young = used.YoungKeys.Take(limit).ToArray();
        return new NonceMemory(spanStart, BytesOf(young), BytesOf([.. used.OldKeys.Take(limit - young.Length)]));
    }

    private static byte[] BytesOf(KeyedHash[] hashes)
    {
        var bytes = new byte[hashes.Length * KeyedHash.LengthBytes];
        for (var index = 0; index < hashes.Length; index++)
            hashes[index].CopyTo(bytes.AsSpan(index * KeyedHash.LengthBytes));
        return bytes;
    }

    private static IEnumerable<KeyedHash> HashesIn(byte[] bytes) =>
        bytes.Chunk(KeyedHash.LengthBytes).Select(chunk => KeyedHash.FromBytes(chunk));

    private void StartSpan(DateTimeOffset now)
    {
        if (now - spanStart < span) return;
        // After a pause of two spans (or a jump of a rehearsal's clock) the young nonces are too old as well.
        if (now - spanStart < span * 2) used.Turn();
        else used.Clear();
        (usedInSpan, spanStart) = (0, now);
    }
}
