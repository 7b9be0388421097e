using System.Buffers.Binary;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// Checks the database file before SQLite opens it: SQLite would create a missing file, and would find a truncated file
/// only when a query reads the missing part.
/// </summary>
internal static class SqliteFileCheck
{
    private const int HeaderBytes = 100;

    /// <summary>Returns true when there is a database to open, false when a new one may be created.</summary>
    public static bool Check(string path, bool expectExisting)
    {
        var file = new FileInfo(path);
        if (!file.Exists && Directory.Exists(path))
            throw new StartRefusedException($"{path} is a directory, not a database: move it away.");
        if (!file.Exists || file.Length == 0)
        {
            if (!expectExisting && !HasWriteAheadLog(path)) return false;
            throw new StartRefusedException(
                $"The database {path} is {(file.Exists ? "empty" : "missing")}, "
                + "but this data directory was used before: " +
                "restore the file from a backup, or start with an empty data directory.");
        }

        CheckLength(path);
        return true;
    }

    /// <summary>Refuses a file that is shorter than its header says, and a file that is no SQLite database.</summary>
    public static void CheckLength(string path)
    {
        using var file = Open(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        var read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (read < HeaderBytes || !header.StartsWith("SQLite format 3\0"u8))
            throw new StartRefusedException($"The file {path} is not an SQLite database: restore it from a backup.");

        // Pages of the write-ahead log may belong behind the end of the file. The length is checked again after they
        // were written into it.
        if (HasWriteAheadLog(path)) return;
        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        if (pageSize == 1) pageSize = 65_536;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var expected = (long)pages * pageSize;
        if (file.Length < expected)
        {
            throw new StartRefusedException(
                $"The database {path} is truncated: it has {file.Length} of {expected} bytes. "
                + "Restore it from a backup.");
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException(
                $"The database {path} cannot be read: give this user read and write access to it.", failure);
        }
    }

    private static bool HasWriteAheadLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };
}
