using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// One SQLite connection without ADO.NET over it: a commit runs some six statements, and binding by name with a reader
/// object for each took as long as SQLite itself. Belongs to one thread.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly sqlite3 handle;

    // The native library is set up once; SqliteConnection does the same, in whichever order.
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

    /// <summary>Runs a script of any number of statements; rows are dropped.</summary>
    public void Execute(string script) => Check(raw.sqlite3_exec(handle, script));

    /// <summary>The first column of the first row, 0 when there is none.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>The first column of the first row, null when there is none.</summary>
    public string? Text(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

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

/// <summary>A prepared statement that is used again and again: bind, step, read, reset.</summary>
internal sealed class RawStatement(RawConnection connection, sqlite3_stmt handle) : IDisposable
{
    public RawStatement Bind(int index, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public RawStatement Bind(int index, long? value)
    {
        if (value is { } number) return Bind(index, number);
        connection.Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    public RawStatement Bind(int index, string text)
    {
        // Keys and names are short: no array for them.
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (length <= 1024)
        {
            Span<byte> utf8 = stackalloc byte[length];
            var written = Encoding.UTF8.GetBytes(text, utf8);
            connection.Check(raw.sqlite3_bind_text(handle, index, utf8[..written]));
        }
        else
            connection.Check(raw.sqlite3_bind_text(handle, index, text));
        return this;
    }

    public RawStatement Bind(int index, ReadOnlySpan<byte> blob)
    {
        connection.Check(blob.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, index, 0) // an empty span would be bound as null
            : raw.sqlite3_bind_blob(handle, index, blob));
        return this;
    }

    /// <summary>True when there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        connection.Check(code);
        return code == raw.SQLITE_ROW;
    }

    public void Reset()
    {
        // It returns the failure of the last step once more, which Step has thrown already.
        _ = raw.sqlite3_reset(handle);
    }

    /// <summary>Runs a statement that yields no rows.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>The bytes of a column; gone with the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
