using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Hosting;

namespace Prakerja.Benchmarks.Stores;

/// <summary>The commit log on a database of a PostgreSQL server, without a silo.</summary>
internal sealed class PostgresStore : IAsyncDisposable
{
    public const string OwnClusterId = "benchmark";

    private readonly ServiceProvider services;
    private readonly PostgresDatabase database;

    private PostgresStore(PostgresDatabase database)
    {
        this.database = database;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(database)
            .AddPostgresCommitLog()
            .BuildServiceProvider();
    }

    public ICommitLog Log => services.GetRequiredService<ICommitLog>();

    /// <summary>Contains the search path of the tables, as the stock providers need it.</summary>
    public string ConnectionString => database.ConnectionString;

    public NpgsqlDataSource Source => database.Source;

    public static async Task<PostgresStore> OpenAsync(
        string connectionString, KeyedHash identity = default, string clusterId = OwnClusterId) =>
        new(await PostgresDatabase.OpenAsync(
            new PostgresOptions { ConnectionString = connectionString },
            identity,
            clusterId,
            TimeProvider.System));

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 600;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs VACUUM now, so that autovacuum does not start during a measurement.</summary>
    public async Task VacuumAsync()
    {
        await using var command = Source.CreateCommand("VACUUM (ANALYZE)");
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
