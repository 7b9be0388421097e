using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// A SQLite connection without ADO.NET: a commit runs about six statements, and binding by name with a reader object
/// for each took as long as SQLite itself. Used by one thread.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly sqlite3 handle;

    // Initializes the native library once. SqliteConnection does the same; the order does not matter.
    static RawConnection() => Batteries_V2.Init();

    private RawConnection(sqlite3 handle) => this.handle = handle;

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public static RawConnection Open(string path, int flags, int busyTimeoutMilliseconds)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            using (handle)
                throw Failure(handle, code);
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, busyTimeoutMilliseconds);
        return new RawConnection(handle);
    }

    public RawStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new RawStatement(this, statement);
    }

    /// <summary>Runs a script of any number of statements and ignores the rows.</summary>
    public void Execute(string script) => Check(raw.sqlite3_exec(handle, script));

    /// <summary>Runs a query and returns the first column of the first row, 0 when there is no row.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Runs a query and returns the first column of the first row, null when there is no row.</summary>
    public string? Text(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>
    /// Sets the length of the write-ahead log, in pages, at which SQLite writes it into the database.
    /// </summary>
    public void AutoCheckpoint(int pages) => Check(raw.sqlite3_wal_autocheckpoint(handle, pages));

    public void Dispose() => handle.Dispose();

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)) throw Failure(handle, code);
    }

    private static SqliteException Failure(sqlite3 handle, int code)
    {
        var message = handle.IsInvalid ? raw.sqlite3_errstr(code) : raw.sqlite3_errmsg(handle);
        return new SqliteException(message.utf8_to_string(), code & 0xFF, code);
    }
}
