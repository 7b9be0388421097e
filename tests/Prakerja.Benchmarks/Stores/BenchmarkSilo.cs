using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.CommitLog.Sqlite;
using Prakerja.Silo.Hosting;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Stores;

/// <summary>One silo in this process, with the settings the programme has by default.</summary>
internal sealed class BenchmarkSilo : IAsyncDisposable
{
    private readonly IHost host;
    private readonly bool keep;

    private BenchmarkSilo(IHost host, string? directory, bool keep) =>
        (this.host, Directory, this.keep) = (host, directory, keep);

    /// <summary>Directory of the SQLite file; null on PostgreSQL.</summary>
    public string? Directory { get; }

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public ICommitLog Commits => host.Services.GetRequiredService<ICommitLog>();

    public ProgrammeClock Clock => host.Services.GetRequiredService<ProgrammeClock>();

    /// <summary>Time from the start of the silo until it served calls.</summary>
    public TimeSpan StartTook { get; private init; }

    /// <summary>One silo on an SQLite file of its own.</summary>
    public static Task<BenchmarkSilo> StartAsync(
        string parent, Action<ISiloBuilder, SqliteDatabase> configure, string? existing = null, bool keep = false)
    {
        var directory = existing ?? Path.Combine(parent, Guid.NewGuid().ToString("n"));
        var sqlite = new SqliteOptions { DataDirectory = directory };
        var database = SqliteDatabase.Open(sqlite, default, existing is not null, TimeProvider.System);
        return StartAsync(
            services =>
            {
                services.AddSingleton(_ => database);
                services.AddSqliteCommitLog();
                services.Configure<SqliteOptions>(options => options.DataDirectory = directory);
            },
            silo => configure(silo, database),
            directory,
            keep);
    }

    /// <summary>One silo on a database of a PostgreSQL server.</summary>
    public static async Task<BenchmarkSilo> StartOnPostgresAsync(
        string connectionString, Action<ISiloBuilder, PostgresDatabase> configure)
    {
        var database = await PostgresDatabase.OpenAsync(
            new PostgresOptions { ConnectionString = connectionString }, default, "benchmark", TimeProvider.System);
        return await StartAsync(
            services =>
            {
                services.AddSingleton(_ => database);
                services.AddPostgresCommitLog();
            },
            silo => configure(silo, database),
            directory: null,
            keep: false);
    }

    private static async Task<BenchmarkSilo> StartAsync(
        Action<IServiceCollection> store, Action<ISiloBuilder> configure, string? directory, bool keep)
    {
        var begun = Stopwatch.GetTimestamp();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders(); // thousands of late reminders would be thousands of lines
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ProgrammeClock>();
        store(builder.Services);
        // The subscribers of the programme follow the log of every silo; here they send no messages.
        builder.Services.AddSingleton(new IdentityKey(new byte[IdentityKey.LengthBytes]));
        builder.Services.AddSingleton<NotificationServices>();
        builder.Services.AddSingleton<IMessageChannel, NoMessages>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            configure(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new BenchmarkSilo(host, directory, keep) { StartTook = Stopwatch.GetElapsedTime(begun) };
    }

    /// <summary>Processor time of this process while it is idle. Percent of one processor.</summary>
    public static async Task<double> IdleProcessorPercentAsync(int seconds)
    {
        using var process = Process.GetCurrentProcess();
        var (begun, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        process.Refresh();
        return 100 * (process.TotalProcessorTime - used) / Stopwatch.GetElapsedTime(begun);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        if (!keep && Directory is not null) System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
