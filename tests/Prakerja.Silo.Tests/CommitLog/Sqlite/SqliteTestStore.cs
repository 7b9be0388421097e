using Microsoft.Data.Sqlite;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Sqlite;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>A real SQLite store in a directory of its own.</summary>
internal sealed class SqliteTestStore : CommitStore
{
    private SqliteCommitEngine engine;
    private bool closed;

    private SqliteTestStore(SqliteOptions options, bool expectExisting)
    {
        Options = options;
        Database = SqliteDatabase.Open(options, IdentityKey, expectExisting, TimeProvider.System);
        engine = new SqliteCommitEngine(Database);
        Log = LogOver(engine);
        Readers = new SqliteReaders(Database, options);
    }

    public SqliteOptions Options { get; }

    public SqliteDatabase Database { get; }

    public override string Invariant => "System.Data.SQLite";

    public override string ConnectionString => Database.ConnectionString;

    public override BatchingCommitLog Log { get; }

    public SqliteReaders Readers { get; }

    public override IClaimReader Holders => Readers;

    public override IEventLogReader Events => Readers;

    public override IDeadlineReader Deadlines => Readers;

    public override IRollReader Rolls => Readers;

    public override IGrainKeyReader Keys => Readers;

    public override IDrawFiles DrawFiles => new SqliteDrawFiles(engine, Readers);

    public override IAwardStore Awards => new SqliteAwards(engine, Readers);

    public override ICommitEngine Engine => engine;

    public static SqliteTestStore New(int maxDatabaseMiB = 0) =>
        new(new SqliteOptions { DataDirectory = NewDirectory(), MaxDatabaseMiB = maxDatabaseMiB }, false);

    public static SqliteTestStore Open(SqliteOptions options) => new(options, false);

    public static SqliteTestStore Reopen(SqliteOptions options) => new(options, true);

    public static string NewDirectory() => Directory.CreateTempSubdirectory("prakerja-silo-").FullName;

    protected override async Task<List<object[]>> RowsAsync(string sql)
    {
        await using var connection = new SqliteConnection(Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await ReadAllAsync(command);
    }

    public override Task SettleAsync() => Task.CompletedTask;

    public override async Task EmptyAsync()
    {
        using (var connection = new SqliteConnection(Database.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                BEGIN;
                DELETE FROM grain_state; DELETE FROM event_log; DELETE FROM roll_entry; DELETE FROM claim;
                DELETE FROM wave_gate; DELETE FROM draw_roll; DELETE FROM draw_result; DELETE FROM award;
                DELETE FROM redraw;
                COMMIT;
                """;
            command.ExecuteNonQuery();
        }

        await engine.DisposeAsync();
        engine = new SqliteCommitEngine(Database);
    }

    /// <summary>Closes the store and leaves its files.</summary>
    public async ValueTask CloseAsync()
    {
        if (closed) return;
        closed = true;
        await Log.DisposeAsync();
        Readers.Dispose();
        await engine.DisposeAsync();
        Database.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Options.DataDirectory, recursive: true);
    }
}
