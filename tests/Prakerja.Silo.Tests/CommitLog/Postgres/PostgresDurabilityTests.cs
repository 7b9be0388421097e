using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>What PostgreSQL calls done and may yet be lost is not acknowledged.</summary>
public sealed class PostgresDurabilityTests
{
    [Fact]
    public async Task A_commit_that_its_synchronous_standby_has_not_got_is_never_acknowledged()
    {
        await using var server = await PostgresServer.StartAsync();
        var options = PostgresOfTests.NewSchema();
        options.ConnectionString = await server.NewDatabaseAsync();
        options.CommandTimeoutSeconds = 1;
        await using var store = await PostgresTestStore.OpenAsync(options);
        await RunAsync(server, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await RunAsync(server, "SELECT pg_reload_conf()");

        var outcome = await store.Log.CommitAsync(Given.Commit(1));
        var another = await store.Log.CommitAsync(Given.Commit(1));

        Assert.Equal((CommitStatus.Unavailable, CommitStatus.Unavailable), (outcome.Status, another.Status));
        Assert.Contains("does not answer in time", store.Log.Fault, StringComparison.Ordinal);
        Assert.Null(await store.Log.ReadAsync(Given.Commit(1).Grain));

        await RunAsync(server, "ALTER SYSTEM RESET synchronous_standby_names");
        await RunAsync(server, "SELECT pg_reload_conf()");

        // The first one ends now; what comes after it finds its row.
        await Fixtures.TestSilo.Until(
            async () => await store.Log.ReadAsync(Given.Commit(1).Grain) is { Version: 1 }, "the commit did not end");
        Assert.Equal(CommitStatus.VersionConflict, (await store.Log.CommitAsync(Given.Commit(1))).Status);
        Assert.Equal(CommitStatus.Committed, (await store.Log.CommitAsync(Given.Commit(1, version: 1))).Status);
    }

    [Fact]
    public async Task A_server_that_no_longer_keeps_what_it_acknowledges_is_written_to_no_more()
    {
        var options = PostgresOfTests.NewSchema();
        options.ConnectionString = await PostgresOfTests.Server.NewDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database;
        await using var store = await PostgresTestStore.OpenAsync(options);
        Assert.Equal(CommitStatus.Committed, (await store.Log.CommitAsync(Given.Commit(1))).Status);

        await ReconnectWithAsync("off");
        Assert.Equal(CommitStatus.Unavailable, (await store.Log.CommitAsync(Given.Commit(2))).Status);
        Assert.Contains("not on its disk", store.Log.Fault, StringComparison.Ordinal);

        await ReconnectWithAsync("on");
        Assert.Equal(CommitStatus.Committed, (await store.Log.CommitAsync(Given.Commit(2))).Status);

        async Task ReconnectWithAsync(string synchronousCommit)
        {
            await RunAsync(
                PostgresOfTests.Server, $"ALTER DATABASE {database} SET synchronous_commit = {synchronousCommit}");
            await RunAsync(
                PostgresOfTests.Server,
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
            // The first one finds that its connection is gone.
            await store.Log.CommitAsync(Given.Commit(3));
        }
    }

    private static async Task RunAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
