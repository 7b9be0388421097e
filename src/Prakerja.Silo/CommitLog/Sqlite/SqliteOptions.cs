using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>Settings of the SQLite store, section <c>Prakerja:Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    public const string Section = "Prakerja:Sqlite";

    /// <summary>Held locked for the life of the process, so that two never share a directory.</summary>
    public const string LockFileName = "prakerja.lock";

    /// <summary>Directory of the database, its write-ahead log and its lock file. Made when it is missing.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>The database may not grow beyond this; 0 = no limit but the disk. MiB.</summary>
    [Range(0, 16 * 1024 * 1024)]
    public int MaxDatabaseMiB { get; set; }

    /// <summary>Page cache of the writer. MiB.</summary>
    [Range(1, 65_536)]
    public int WriterCacheMiB { get; set; } = 128;

    /// <summary>Page cache of each reader; what is not in it comes from the operating system's. MiB.</summary>
    [Range(1, 65_536)]
    public int ReaderCacheMiB { get; set; } = 32;

    /// <summary>
    /// Length of the write-ahead log at which it is carried over into the database. Smaller: more short pauses;
    /// larger: fewer and longer ones, and a longer start after a crash. MiB.
    /// </summary>
    [Range(1, 4_096)]
    public int WriteAheadLogMiB { get; set; } = 32;

    /// <summary>How long a write waits for another writer of this process (reminders, stream state). Milliseconds.</summary>
    [Range(100, 60_000)]
    public int BusyTimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>Lists (events, deadlines, rolls) that may wait; one more fails at once. Count.</summary>
    [Range(16, 100_000)]
    public int ListQueueCapacity { get; set; } = 1_024;
}
