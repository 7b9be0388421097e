namespace Prakerja.Grains.Persistence;

/// <summary>Assigns keys to partitions. Stored rows depend on it, so it never changes.</summary>
public static class Partitions
{
    /// <summary>Partitions of the due table, each called by one <c>Deadlines</c> grain.</summary>
    public const int Deadlines = 64;

    /// <summary>Partitions of the event log, each one queue of the event stream.</summary>
    public const int Events = 4;

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
