using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Health;
using Prakerja.Silo.Hosting.Cluster;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo;

/// <summary>The program Prakerja.Silo: a node of a cluster that hosts grains and serves only the other nodes.</summary>
public static class SiloProgram
{
    private const string DefaultUrl = "http://localhost:5090";

    /// <summary>
    /// Runs a silo until it is asked to stop; then its grains move away and its last commits are written.
    /// </summary>
    public static async Task RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunUntilStoppedAsync();
    }

    /// <summary>Migrates the database to the schema of this version and prints that it is done.</summary>
    public static async Task MigrateAsync(string[] args)
    {
        var builder = CreateBuilder(args);
        builder.Configuration[$"{PostgresOptions.Section}:{nameof(PostgresOptions.MigrateAtStart)}"] = "true";
        await using var database = ClusterNode.Open(builder).Database;
        Console.WriteLine("The database has the schema of this version.");
    }

    /// <summary>Builds the silo; it does not run yet.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="adjust">Changes that a test makes to the builder.</param>
    /// <exception cref="StartRefusedException">The silo cannot start; the message says why, in one line.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = CreateBuilder(args);
        adjust?.Invoke(builder);
        builder.Logging.FilterStartupFailureLogs();
        builder.RefuseRehearsalInProduction();
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddClusterSilo();
        var app = builder.Build();
        app.Services.ValidateSettings();
        app.MapHealth();
        app.PrintBannerOnStart();
        return app;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = NodeBuilder.Of(args);
        if (!builder.Configuration.IsCluster())
            throw new StartRefusedException(
                $"{ClusterHosting.ConnectionStringKey} is missing: set it to the database of this silo's cluster. To "
                + "run the whole system in one process on one file, start Prakerja.Api instead.");
        return builder;
    }

    private static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(HealthReport.Live, HealthJson.Default.HealthReport));
        app.MapGet("/health/ready", GetReady);
    }

    private static async Task<IResult> GetReady(
        IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime, CancellationToken cancelled)
    {
        var report = await checks.GetReportAsync(lifetime, cancelled);
        return Results.Json(
            report,
            HealthJson.Default.HealthReport,
            statusCode: report.Reasons.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static void PrintBannerOnStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var data = app.Services.GetRequiredService<DataDirectory>();
        var cluster = app.Configuration.ReadValidatedOptions<ClusterOptions>(ClusterOptions.Section);
        Console.WriteLine($"A silo of the cluster {cluster.Id} runs ({app.Environment.EnvironmentName}).");
        Console.WriteLine($"  silos, API nodes       {cluster.Address}:{cluster.SiloPort}, {cluster.GatewayPort}");
        foreach (var url in app.Urls) Console.WriteLine($"  ready?                 {url}/health/ready");
        Console.WriteLine($"  data                   {data.Path}");
        app.Services.GetRequiredService<FirstManagementKey>().Print(app.Environment);
        Console.WriteLine("Ctrl-C stops it.");
    });
}
