using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// A connection with its prepared statements: of a reader, or of the writer for the work of draws and awards.
/// </summary>
internal sealed class SqliteReadSession(RawConnection connection) : IDisposable
{
    private readonly Dictionary<string, RawStatement> statements = [];

    /// <summary>
    /// Reads the rows of a query; <paramref name="bind"/> sets its parameters. Statements stay prepared, so the texts
    /// of queries must be constants.
    /// </summary>
    public List<T> Rows<T>(string sql, Action<RawStatement> bind, Func<RawStatement, T> row)
    {
        var statement = Prepare(sql);
        bind(statement);
        try
        {
            var rows = new List<T>();
            while (statement.Step())
                rows.Add(row(statement));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run(string sql, Action<RawStatement> bind)
    {
        var statement = Prepare(sql);
        bind(statement);
        statement.Run();
    }

    /// <summary>Passes the rows of a query, which see one snapshot, to an action.</summary>
    public void Each(
        string sql, Action<RawStatement> bind, Action<RawStatement> row, CancellationToken cancelled = default)
    {
        var statement = Prepare(sql);
        bind(statement);
        try
        {
            while (statement.Step())
            {
                cancelled.ThrowIfCancellationRequested();
                row(statement);
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Reads the states of many grains in one snapshot, so that the lock is taken once for all.</summary>
    public void ReadStates(ReadOnlySpan<GrainKey> grains, Span<StoredState?> states)
    {
        connection.Execute("BEGIN");
        var find = Prepare("SELECT version, payload FROM grain_state WHERE type = ?1 AND key = ?2");
        for (var i = 0; i < grains.Length; i++)
        {
            find.Bind(1, grains[i].Type).Bind(2, grains[i].Key);
            states[i] = find.Step() ? new StoredState(find.Number(0), find.Blob(1).ToArray()) : null;
            find.Reset();
        }

        connection.Execute("COMMIT");
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    private RawStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements.Add(sql, statement = connection.Prepare(sql));
        return statement;
    }
}
