using System.Text;
using SQLitePCL;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>A prepared statement that is used many times: bind, step, read, reset.</summary>
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
        // Keys and names are short and need no array.
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
            ? raw.sqlite3_bind_zeroblob(handle, index, 0) // an empty span would be bound as NULL
            : raw.sqlite3_bind_blob(handle, index, blob));
        return this;
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        connection.Check(code);
        return code == raw.SQLITE_ROW;
    }

    public void Reset()
    {
        // The result repeats the failure of the last step, which Step has already thrown.
        _ = raw.sqlite3_reset(handle);
    }

    /// <summary>Runs a statement that returns no rows, and resets it.</summary>
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

    /// <summary>The bytes of a column, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
