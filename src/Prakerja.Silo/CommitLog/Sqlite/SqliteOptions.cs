using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>Settings of the SQLite store, section <c>Prakerja:Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    public const string Section = "Prakerja:Sqlite";

    /// <summary>The file that a running process keeps locked, so that two processes never share a directory.</summary>
    public const string LockFileName = "prakerja.lock";

    /// <summary>Directory of the database, its write-ahead log and its lock file. Created when it is missing.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Largest size of the database; 0 = limited only by the disk. MiB.</summary>
    [Range(0, 16 * 1024 * 1024)]
    public int MaxDatabaseMiB { get; set; }

    /// <summary>Page cache of the writer. MiB.</summary>
    [Range(1, 65_536)]
    public int WriterCacheMiB { get; set; } = 128;

    /// <summary>Page cache of each reader; other pages come from the cache of the operating system. MiB.</summary>
    [Range(1, 65_536)]
    public int ReaderCacheMiB { get; set; } = 32;

    /// <summary>
    /// Length of the write-ahead log at which it is written into the database. A smaller value causes more, shorter
    /// pauses; a larger one causes fewer, longer pauses and a longer start after a crash. MiB.
    /// </summary>
    [Range(1, 4_096)]
    public int WriteAheadLogMiB { get; set; } = 32;

    /// <summary>
    /// How long a write waits for another writer of this process (reminders, stream state). Milliseconds.
    /// </summary>
    [Range(100, 60_000)]
    public int BusyTimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>Reads of lists (events, deadlines, rolls) that may wait. A further one fails at once. Count.</summary>
    [Range(16, 100_000)]
    public int ListQueueCapacity { get; set; } = 1_024;
}
