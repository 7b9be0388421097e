namespace Prakerja.Api.Endpoints;

/// <summary>Limits the downloads of draw files that run at the same time on this node. Thread-safe.</summary>
internal sealed class DownloadLimiter
{
    /// <summary>
    /// The most downloads at once. Each holds a page of chunks in memory, at most about 1.5 MB, so all need 25 MB.
    /// </summary>
    public const int AtOnce = 16;

    private int running;

    /// <summary>Takes a place; false when all are taken. The caller gives it back with <see cref="Exit"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref running) <= AtOnce) return true;
        Interlocked.Decrement(ref running);
        return false;
    }

    public void Exit() => Interlocked.Decrement(ref running);
}
