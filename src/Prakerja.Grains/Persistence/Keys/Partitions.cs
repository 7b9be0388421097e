namespace Prakerja.Grains.Persistence;

/// <summary>Assigns keys to partitions. Stored rows depend on it, so it never changes.</summary>
public static class Partitions
{
    /// <summary>Partitions of the due table that are chosen by a hash of the key. Each has its own grain.</summary>
    public const int Deadlines = 64;

    /// <summary>
    /// The partition of the due table that only waves use, so that a midnight with millions of due cards delays no
    /// wave. Rows of waves that were stored by an earlier version are in the other partitions until they are handled.
    /// </summary>
    public const int WaveDeadlines = Deadlines;

    /// <summary>All partitions of the due table.</summary>
    public const int AllDeadlines = Deadlines + 1;

    /// <summary>Partitions of the event log, each one queue of the event stream.</summary>
    public const int Events = 4;

    /// <summary>The partition of the due table for a grain's deadline.</summary>
    public static int OfDeadline(string type, string key) =>
        type is "wave" or "wave-roll" ? WaveDeadlines : Of(key, Deadlines);

    /// <summary>The partition of a key: FNV-1a over its UTF-16 units, the same in every process and version.</summary>
    public static int Of(string key, int count)
    {
        var hash = 2166136261u;
        foreach (var unit in key)
            hash = (hash ^ unit) * 16777619u;
        // FNV's low bits are weak for short keys; a multiply and shift mixes the high bits into them.
        hash = (hash ^ (hash >> 15)) * 2246822519u;
        return (int)((hash ^ (hash >> 13)) % (uint)count);
    }
}
