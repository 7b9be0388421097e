namespace Prakerja.Grains.Persistence;

/// <summary>How keys are spread over partitions. Stored rows depend on it: it never changes.</summary>
public static class Partitions
{
    /// <summary>Partitions of the due table, each watched by one <c>Deadlines</c> grain.</summary>
    public const int Deadlines = 64;

    /// <summary>Partitions of the event log, each one queue of the event stream.</summary>
    public const int Events = 4;

    /// <summary>FNV-1a over the key's UTF-16 units, folded; stable over processes and versions.</summary>
    public static int Of(string key, int count)
    {
        var hash = 2166136261u;
        foreach (var unit in key)
            hash = (hash ^ unit) * 16777619u;
        // FNV's low bits are weak for short keys; one multiply-shift spreads the high bits down.
        hash = (hash ^ (hash >> 15)) * 2246822519u;
        return (int)((hash ^ (hash >> 13)) % (uint)count);
    }
}
