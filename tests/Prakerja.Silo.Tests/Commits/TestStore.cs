using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Commits;

namespace Prakerja.Silo.Tests.Commits;

/// <summary>A real SQLite store in a directory of its own, with the commit log and the readers over it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public static readonly KeyedHash IdentityKey = new(1, 2);

    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private SqliteCommitEngine engine;
    private bool closed;

    private TestStore(SqliteOptions options, bool expectExisting)
    {
        Options = options;
        Database = SqliteDatabase.Open(options, IdentityKey, expectExisting, TimeProvider.System);
        engine = new SqliteCommitEngine(Database);
        Log = LogOver(engine);
        Readers = new SqliteReaders(Database, options);
    }

    public SqliteOptions Options { get; }

    public SqliteDatabase Database { get; }

    public CommitLog Log { get; }

    public SqliteReaders Readers { get; }

    /// <summary>Below the log: whole groups at will.</summary>
    public ICommitEngine Engine => engine;

    public static TestStore New(int maxDatabaseMiB = 0) =>
        new(new SqliteOptions { DataDirectory = NewDirectory(), MaxDatabaseMiB = maxDatabaseMiB }, false);

    public static TestStore Open(SqliteOptions options) => new(options, false);

    public static TestStore Reopen(SqliteOptions options) => new(options, true);

    public static string NewDirectory() =>
        Path.Combine(Path.GetTempPath(), "prakerja-tests", Guid.NewGuid().ToString("n"));

    public static CommitLog LogOver(ICommitEngine engine, CommitLogOptions? options = null) => new(
        engine,
        Microsoft.Extensions.Options.Options.Create(options ?? new CommitLogOptions()),
        new CommitLogMetrics(Meters),
        TimeProvider.System,
        NullLogger<CommitLog>.Instance);

    public async Task<CommitOutcome[]> WriteTogetherAsync(params Commit[] commits)
    {
        var outcomes = new CommitOutcome[commits.Length];
        await Engine.WriteAsync(commits, outcomes);
        return outcomes;
    }

    public long Number(string sql)
    {
        using var connection = new SqliteConnection(Database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), null);
    }

    /// <summary>Every row of every table a commit writes to, as text; equal before and after = nothing was written.</summary>
    public string Dump()
    {
        string[] tables =
        [
            "SELECT type, key, version, last_event, due_partition, due_at, hex(payload) FROM grain_state ORDER BY 1, 2",
            "SELECT number, partition, previous, grain_type, grain_key, type, at, hex(payload) FROM event_log ORDER BY 1",
            "SELECT wave, partition, applied_at, hex(participant), hex(household), province, tier, set_aside " +
            "FROM roll_entry ORDER BY 1, 4",
            "SELECT hex(value), kind, slot, holder_type, holder_key FROM claim ORDER BY 1, 2, 3",
            "SELECT * FROM deadline ORDER BY 1, 2",
            "SELECT * FROM wave_gate ORDER BY 1",
        ];
        using var connection = new SqliteConnection(Database.ConnectionString);
        connection.Open();
        var lines = new List<string>();
        foreach (var sql in tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var values = new object[row.FieldCount];
                row.GetValues(values);
                lines.Add(string.Join('|', values));
            }

            lines.Add("--");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Version and newest event of each row of a type, by key.</summary>
    public Dictionary<string, (long Version, long LastEvent)> Versions(string type)
    {
        using var connection = new SqliteConnection(Database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, version, last_event FROM grain_state WHERE type = $type";
        command.Parameters.AddWithValue("$type", type);
        using var row = command.ExecuteReader();
        var versions = new Dictionary<string, (long, long)>();
        while (row.Read())
            versions.Add(row.GetString(0), (row.GetInt64(1), row.GetInt64(2)));
        return versions;
    }

    public HashSet<(Claim Claim, GrainKey Holder)> Claims()
    {
        using var connection = new SqliteConnection(Database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value, kind, slot, holder_type, holder_key FROM claim";
        using var row = command.ExecuteReader();
        var claims = new HashSet<(Claim, GrainKey)>();
        while (row.Read())
        {
            claims.Add((
                new Claim((ClaimKind)row.GetInt16(1), KeyedHash.FromBytes((byte[])row[0]), row.GetByte(2)),
                new GrainKey(row.GetString(3), row.GetString(4))));
        }

        return claims;
    }

    /// <summary>Empties all tables; event numbers begin again with 1.</summary>
    public async Task EmptyAsync()
    {
        using (var connection = new SqliteConnection(Database.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                BEGIN;
                DELETE FROM grain_state; DELETE FROM event_log; DELETE FROM roll_entry; DELETE FROM claim; DELETE FROM wave_gate;
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

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Options.DataDirectory, recursive: true);
    }
}

/// <summary>Commits to start a test from.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Opens = new(2021, 9, 16, 5, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Closes = new(2021, 9, 19, 17, 0, 0, TimeSpan.Zero);

    public static GrainKey Person(int number) => new("participant", "p-" + Hash(number));

    public static KeyedHash Hash(int number) => new((ulong)number * 0x9E3779B97F4A7C15, (ulong)number);

    public static Claim Email(int number) => new(ClaimKind.Email, Hash(number));

    public static Commit Commit(int person, long? version = null, int? events = null) => new()
    {
        Grain = Person(person),
        ExpectedVersion = version,
        State = System.Text.Encoding.UTF8.GetBytes($$"""{"person":{{person}},"after":{{version ?? 0}}}"""),
        Events = [.. Enumerable.Range(0, events ?? 1).Select(i => new NewEvent("joined", Opens, "{}"u8.ToArray()))],
    };

    public static Commit OpenWave(int wave, long? version = null, bool closed = false) => new()
    {
        Grain = new GrainKey("wave", $"w-{wave}"),
        ExpectedVersion = version,
        State = "{}"u8.ToArray(),
        Gate = new WaveGate(wave, Opens, Closes, closed),
    };

    public static RollEntry Entry(int wave, int person, DateTimeOffset? at = null, int household = 0) => new(
        wave, person % 4, Hash(person), Hash(household), new ProvinceCode(31), 2, null, at ?? Opens);
}
