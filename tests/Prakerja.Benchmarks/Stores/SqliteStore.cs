using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Sqlite;

namespace Prakerja.Benchmarks.Stores;

/// <summary>The commit log on an SQLite file of its own, without a silo.</summary>
internal sealed class SqliteStore : IAsyncDisposable
{
    private readonly SqliteDatabase database;
    private readonly SqliteCommitEngine engine;
    private readonly BatchingCommitLog log;
    private readonly ServiceProvider metrics;

    public SqliteStore(string directory)
    {
        var options = new SqliteOptions { DataDirectory = directory };
        database = SqliteDatabase.Open(options, default, expectExisting: false, TimeProvider.System);
        engine = new SqliteCommitEngine(database);
        metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
        log = new BatchingCommitLog(
            engine,
            Options.Create(new CommitLogOptions()),
            new CommitLogMetrics(metrics.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<BatchingCommitLog>.Instance);
    }

    public ICommitLog Log => log;

    public string ConnectionString => database.ConnectionString;

    /// <summary>
    /// Copies states from another store; written one by one by the stock storage they would take hours.
    /// </summary>
    public async Task CopyStatesAsync(SqliteStore from, int participants)
    {
        using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        command.CommandText = """
            ATTACH $from AS filled;
            INSERT INTO grain_state (type, key, version, payload)
            SELECT type, key, version, payload FROM filled.grain_state
            WHERE type = 'participant' LIMIT $count;
            DETACH filled;
            """;
        var source = new SqliteConnectionStringBuilder(from.ConnectionString).DataSource;
        command.Parameters.AddWithValue("$from", source);
        command.Parameters.AddWithValue("$count", participants);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await engine.DisposeAsync();
        database.Dispose();
        await metrics.DisposeAsync();
    }
}
