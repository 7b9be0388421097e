using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Startup;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>
/// What a node checks before it works on a database: each fault is one plain line, and nothing is changed.
/// </summary>
public sealed class PostgresStartTests
{
    private readonly PostgresOptions options = PostgresOfTests.NewSchema();

    [Fact]
    public async Task Ten_nodes_that_start_together_migrate_once()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => OpenAsync())));

        await using var store = await PostgresTestStore.OpenAsync(options);
        Assert.Equal(
            await store.NumberAsync("SELECT max(number) FROM schema_migration"),
            await store.NumberAsync("SELECT count(*) FROM schema_migration"));
        foreach (var database in databases) await database.DisposeAsync();
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        await using (var store = await PostgresTestStore.OpenAsync(options))
            await store.Log.CommitAsync(Given.Commit(1));

        await using var again = await PostgresTestStore.OpenAsync(options);

        Assert.Equal(1, (await again.Log.ReadAsync(Given.Person(1)))!.Version);
        Assert.Equal(0, await again.NumberAsync("SELECT base FROM event_numbering"));
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_refused_without_repeating_it()
    {
        options.ConnectionString = "Hots=127.0.0.1;Password=secret";
        var line = await RefusalAsync();
        Assert.Contains("Prakerja:Postgres:ConnectionString", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Port=1", "cannot be reached")]
    [InlineData("Host=no.such.host.invalid", "cannot be reached")]
    [InlineData("Database=nowhere", "no such database")]
    [InlineData("Username=nobody", "refuses this user")]
    public async Task A_server_that_is_not_there_or_does_not_know_us_is_named(string wrong, string words)
    {
        options.ConnectionString += ";" + wrong;
        Assert.Contains(words, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_identity_key_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.Contains("another identity key", await RefusalAsync(new KeyedHash(3, 4)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_cluster_on_the_same_schema_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.Contains("another cluster than 'other'", await RefusalAsync(cluster: "other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        await RunAsync($"INSERT INTO {options.Schema}.schema_migration (number, name) VALUES (999, 'to come')");
        Assert.Contains("newer version", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused()
    {
        await RunAsync($"CREATE SCHEMA {options.Schema}; CREATE TABLE {options.Schema}.cats (name text)");
        Assert.Contains("another program", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_migration_is_named_by_a_node_that_must_not_migrate()
    {
        options.MigrateAtStart = false;
        Assert.Contains("'Prakerja.Silo migrate'", await RefusalAsync(), StringComparison.Ordinal);
        await using var store = new NpgsqlConnection(options.ConnectionString);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        await using var ask = new NpgsqlCommand(
            $"SELECT count(*) FROM pg_namespace WHERE nspname = '{options.Schema}'", store);
        Assert.Equal(0L, await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_clock_apart_from_the_databases_is_refused()
    {
        var late = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(-60));
        Assert.Contains("60 s apart", await RefusalAsync(time: late), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("synchronous_commit = off", "not on its disk")]
    [InlineData("synchronous_commit = local", "not on its disk")]
    [InlineData("default_transaction_read_only = on", "takes no writes")]
    public async Task A_server_that_would_not_keep_what_it_acknowledges_is_refused(string setting, string words)
    {
        options.ConnectionString = await PostgresOfTests.Server.NewDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database;
        await RunAsync($"ALTER DATABASE {name} SET {setting}");
        NpgsqlConnection.ClearAllPools();
        Assert.Contains(words, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_that_is_used_up_is_named()
    {
        options.MaxConnections = 4;
        options.ConnectTimeoutSeconds = 1;
        await using var store = await PostgresTestStore.OpenAsync(options);
        var held = new List<NpgsqlConnection>();
        for (var i = 0; i < 4; i++)
            held.Add(await store.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken));

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Keys.ReadGatesAsync());

        Assert.Contains("MaxConnections", failure.Message, StringComparison.Ordinal);
        foreach (var connection in held) await connection.DisposeAsync();
        Assert.Empty(await store.Keys.ReadGatesAsync());
    }

    [Fact]
    public async Task A_server_that_has_no_connection_left_is_named()
    {
        await using var server = await PostgresServer.StartAsync(maxConnections: 5);
        options.ConnectionString = server.ConnectionString("postgres");
        await (await OpenAsync()).DisposeAsync();
        var held = new List<NpgsqlConnection>();
        async Task HoldAsync()
        {
            held.Add(new NpgsqlConnection(options.ConnectionString + ";Pooling=false"));
            await held[^1].OpenAsync(TestContext.Current.CancellationToken);
        }

        // The server takes a moment to miss those that have gone.
        var full = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            while (held.Count <= 5) await HoldAsync();
        });

        Assert.Equal(PostgresErrorCodes.TooManyConnections, full.SqlState);
        Assert.Contains("raise max_connections", await RefusalAsync(), StringComparison.Ordinal);
        foreach (var connection in held) await connection.DisposeAsync();
    }

    [Theory]
    [InlineData("28P01", "correct Prakerja:Postgres:ConnectionString")]
    [InlineData("28000", "correct Prakerja:Postgres:ConnectionString")]
    [InlineData("3D000", "create it, or correct Prakerja:Postgres:ConnectionString")]
    [InlineData("42501", "grant it the rights")]
    [InlineData("53300", "or lower Prakerja:Postgres:MaxConnections of each node")]
    [InlineData("53100", "free some on its machine")]
    [InlineData("53200", "free some on its machine")]
    [InlineData("53000", "free some on its machine")]
    [InlineData("25006", "point Prakerja:Postgres:ConnectionString at the primary")]
    [InlineData("57P01", "wait for it")]
    [InlineData("57P02", "wait for it")]
    [InlineData("57P03", "wait for it")]
    [InlineData("57014", "Prakerja:Postgres:CommandTimeoutSeconds")]
    [InlineData("XX001", "failed with XX001: what the server said")]
    public void Every_failure_is_told_in_one_line_that_names_the_database_and_the_cure(string state, string cure)
    {
        var line = PostgresFailure.Describe(
            new PostgresException("what the server said", "ERROR", "ERROR", state), "db:5432/prakerja");
        Assert.Contains(cure, line, StringComparison.Ordinal);
        Assert.Contains("db:5432/prakerja", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    private Task<PostgresDatabase> OpenAsync(
        KeyedHash? key = null, string cluster = PostgresTestStore.Cluster, TimeProvider? time = null) =>
        PostgresDatabase.OpenAsync(
            options, key ?? CommitStore.IdentityKey, cluster, time ?? TimeProvider.System,
            TestContext.Current.CancellationToken);

    private async Task<string> RefusalAsync(
        KeyedHash? key = null, string cluster = PostgresTestStore.Cluster, TimeProvider? time = null)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => OpenAsync(key, cluster, time));
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
