using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>The PostgreSQL of this run of the tests.</summary>
public sealed class PostgresOfTests : IAsyncLifetime
{
    private static PostgresServer? server;
    private static int schemas;

    public static PostgresServer Server => server ?? throw new InvalidOperationException("It is not running.");

    /// <summary>Settings of a schema that nobody has used.</summary>
    public static PostgresOptions NewSchema() => new()
    {
        ConnectionString = Server.ConnectionString("postgres"),
        Schema = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref schemas)}"),
        MaxConnections = 8,
    };

    public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}

/// <summary>A real PostgreSQL store in a schema of its own.</summary>
internal sealed class PostgresTestStore : CommitStore
{
    public const string Cluster = "test";

    private readonly PostgresCommitEngine engine;
    private readonly PostgresDrawSessions sessions;

    private PostgresTestStore(PostgresDatabase database)
    {
        Database = database;
        engine = new PostgresCommitEngine(database, NullLogger<PostgresCommitEngine>.Instance);
        Log = LogOver(engine);
        Readers = new PostgresReaders(database);
        sessions = new PostgresDrawSessions(database);
        DrawFiles = new PostgresDrawFiles(database, sessions);
        Awards = new PostgresAwards(database, sessions);
    }

    public PostgresDatabase Database { get; }

    public PostgresReaders Readers { get; }

    public override string Invariant => "Npgsql";

    public override string ConnectionString => Database.ConnectionString;

    public override BatchingCommitLog Log { get; }

    public override ICommitEngine Engine => engine;

    public override IClaimReader Holders => Readers;

    public override IEventLogReader Events => Readers;

    public override IDeadlineReader Deadlines => Readers;

    public override IRollReader Rolls => Readers;

    public override IGrainKeyReader Keys => Readers;

    public override IDrawFiles DrawFiles { get; }

    public override IAwardStore Awards { get; }

    public static Task<PostgresTestStore> NewAsync() => OpenAsync(PostgresOfTests.NewSchema());

    public static async Task<PostgresTestStore> OpenAsync(PostgresOptions options) => new(
        await PostgresDatabase.OpenAsync(options, IdentityKey, Cluster, TimeProvider.System));

    // Transactions of other tests on the same server hold readers up, for as long as they run.
    public override async Task SettleAsync()
    {
        var now = await NumberAsync("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        while (await NumberAsync("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < now)
            await Task.Delay(5);
    }

    public override async Task EmptyAsync()
    {
        await using var command = Database.Source.CreateCommand(
            "DELETE FROM grain_state; DELETE FROM event_log; DELETE FROM roll_entry; DELETE FROM claim; "
            + "DELETE FROM wave_gate; DELETE FROM draw_roll; DELETE FROM draw_result; DELETE FROM award; "
            + "DELETE FROM redraw");
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await engine.DisposeAsync();
        await sessions.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected override async Task<List<object[]>> RowsAsync(string sql)
    {
        await using var command = Database.Source.CreateCommand(sql);
        return await ReadAllAsync(command);
    }
}
