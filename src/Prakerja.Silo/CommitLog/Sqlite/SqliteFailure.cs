using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>Describes failures of SQLite to the operator in one line: what is wrong, where, and the remedy.</summary>
internal static class SqliteFailure
{
    public static string Describe(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_FULL =>
            $"The database {path} is full: free space on its disk, or raise Prakerja:Sqlite:MaxDatabaseMiB.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            $"The database {path} is damaged: move the file away and restore a backup.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM =>
            $"The database {path} may not be written: give this user write access to the file and its directory.",
        raw.SQLITE_AUTH or raw.SQLITE_CANTOPEN =>
            $"The database {path} cannot be opened: check that the file and its directory may be read and written.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"The database {path} is locked by another program: close that program.",
        raw.SQLITE_IOERR =>
            $"Reading or writing {path} failed (SQLite error {failure.SqliteExtendedErrorCode}): check the disk.",
        _ => $"SQLite failed on {path} with error {failure.SqliteExtendedErrorCode}: {failure.Message}",
    };
}
