using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>What became of a nonce.</summary>
[Alias("nonce-use")]
public enum NonceUse
{
    New,
    Used,

    /// <summary>No more can be remembered now, so whether it is new cannot be promised.</summary>
    MemoryFull,
}

/// <summary>
/// Remembers which nonces partners used, for as long as a signature made with one could still be sent again:
/// twice the window, since a timestamp may lie a window ahead. Two generations, the older dropped as a whole:
/// no sweeping, and each entry lives for one to two spans. Belongs to one grain.
/// </summary>
internal sealed class UsedNonces(TimeSpan window, int limitPerGeneration)
{
    private readonly TimeSpan span = window * 2;
    private HashSet<KeyedHash> current = [];
    private HashSet<KeyedHash> previous = [];
    private DateTimeOffset since = DateTimeOffset.MinValue;

    public NonceUse Use(KeyedHash nonce, DateTimeOffset now)
    {
        Turn(now);
        if (previous.Contains(nonce)) return NonceUse.Used;
        if (current.Count >= limitPerGeneration) return NonceUse.MemoryFull;
        return current.Add(nonce) ? NonceUse.New : NonceUse.Used;
    }

    private void Turn(DateTimeOffset now)
    {
        if (now - since < span) return;
        // After a longer silence (or a jump of a rehearsal's clock) the current one is too old as well.
        previous = now - since < span * 2 ? current : [];
        (current, since) = ([], now);
    }
}
