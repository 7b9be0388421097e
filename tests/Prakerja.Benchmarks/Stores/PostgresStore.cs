using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Hosting;

namespace Prakerja.Benchmarks.Stores;

/// <summary>The commit log on a database of a PostgreSQL server, without a silo.</summary>
internal sealed class PostgresStore : IAsyncDisposable
{
    public const string OwnClusterId = "benchmark";

    private const int CommandTimeoutSeconds = 1200;

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(250);

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

    public IDrawFiles DrawFiles => services.GetRequiredService<IDrawFiles>();

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
        command.CommandTimeout = CommandTimeoutSeconds;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Repeats a query that counts until its result is the expected one.</summary>
    public async Task UntilAsync(string count, Func<long, bool> done)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var asked = begun; !done(await CountAsync(count)); asked = Stopwatch.GetTimestamp())
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(30))
                throw new InvalidOperationException($"Not done after half an hour: {count}");
            // The query takes at most a twentieth of a processor from the measurement.
            var took = Stopwatch.GetElapsedTime(asked);
            await Task.Delay(20 * took > PollPause ? 20 * took : PollPause);
        }
    }

    /// <summary>Runs statements that return no rows; they may take minutes.</summary>
    public async Task RunAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = CommandTimeoutSeconds;
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs VACUUM now, so that autovacuum does not start during a measurement.</summary>
    public Task VacuumAsync() => RunAsync("VACUUM (ANALYZE)");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
