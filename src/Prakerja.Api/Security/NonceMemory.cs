using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Api.Security;

internal enum NonceUse
{
    New,
    Used,

    /// <summary>No more can be remembered now, so whether it is new cannot be promised.</summary>
    MemoryFull,
}

/// <summary>
/// Remembers which nonces partners used, for as long as a signature made with one could still be sent again:
/// twice the window, since a timestamp may lie a window ahead. Two generations, the older dropped as a whole:
/// no sweeping, and each entry lives for one to two spans. Each process remembers for itself.
/// </summary>
internal sealed class NonceMemory(TimeSpan window, int limitPerGeneration)
{
    private readonly TimeSpan span = window * 2;
    private readonly Lock turning = new();
    private volatile Generations generations = Generations.Begin(DateTimeOffset.MinValue);

    public NonceUse Use(string client, string nonce, DateTimeOffset now)
    {
        var (current, previous) = TurnTo(now);
        var print = PrintOf(client, nonce);
        if (previous.ContainsKey(print)) return NonceUse.Used;
        if (current.Count >= limitPerGeneration) return NonceUse.MemoryFull;
        return current.TryAdd(print, 0) ? NonceUse.New : NonceUse.Used;
    }

    private Generations TurnTo(DateTimeOffset now)
    {
        var held = generations;
        if (now - held.Since < span) return held;
        lock (turning)
        {
            held = generations;
            if (now - held.Since < span) return held;
            // After a longer silence (or a jump of a rehearsal's clock) the current one is too old as well.
            return generations = now - held.Since < span * 2 ? held.Turn(now) : Generations.Begin(now);
        }
    }

    private static UInt128 PrintOf(string client, string nonce)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{nonce}"), digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private sealed record Generations(
        ConcurrentDictionary<UInt128, byte> Current, ConcurrentDictionary<UInt128, byte> Previous, DateTimeOffset Since)
    {
        public static Generations Begin(DateTimeOffset now) => new(new(), new(), now);

        public Generations Turn(DateTimeOffset now) => new(new(), Current, now);

        public void Deconstruct(
            out ConcurrentDictionary<UInt128, byte> current, out ConcurrentDictionary<UInt128, byte> previous) =>
            (current, previous) = (Current, Previous);
    }
}
