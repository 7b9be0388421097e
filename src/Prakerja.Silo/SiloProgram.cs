using System.Collections.Immutable;
using System.Text.Json.Serialization;
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

/// <summary>The program Prakerja.Silo: a node of a cluster that serves no requests but those of its neighbours.</summary>
public static class SiloProgram
{
    private const string DefaultUrl = "http://localhost:5090";

    /// <summary>Runs a silo until it is told to stop; then its grains hand over and its commits are written.</summary>
    public static async Task RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunUntilStoppedAsync();
    }

    /// <summary>Brings the database to the schema of this version, and says so.</summary>
    public static async Task MigrateAsync(string[] args)
    {
        var builder = BuilderOf(args);
        builder.Configuration[$"{PostgresOptions.Section}:{nameof(PostgresOptions.MigrateAtStart)}"] = "true";
        await using var database = ClusterNode.Open(builder).Database;
        Console.WriteLine("The database has the schema of this version.");
    }

    /// <summary>The silo, ready to run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="adjust">What a test changes before everything is put together.</param>
    /// <exception cref="StartRefusedException">It must not start; the message says why, in one plain line.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = BuilderOf(args);
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

    private static WebApplicationBuilder BuilderOf(string[] args)
    {
        var builder = NodeBuilder.Of(args);
        if (!builder.Configuration.IsCluster())
            throw new StartRefusedException(
                $"{ClusterHosting.ConnectionStringKey} is missing: a silo needs the database of its cluster. Without one, "
                + "run Prakerja.Api, which is the whole system on one file.");
        return builder;
    }

    private static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new("live", []), SiloJson.Default.SiloHealth));
        app.MapGet("/health/ready", GetReady);
    }

    private static async Task<IResult> GetReady(
        IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime, CancellationToken cancelled)
    {
        var reasons = await checks.GetFailureAsync(cancelled);
        if (lifetime.ApplicationStopping.IsCancellationRequested) reasons = reasons.Add("The process is stopping.");
        return reasons.IsEmpty
            ? Results.Json(new("ready", []), SiloJson.Default.SiloHealth)
            : Results.Json(
                new("notReady", reasons),
                SiloJson.Default.SiloHealth,
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static void PrintBannerOnStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var data = app.Services.GetRequiredService<DataDirectory>();
        var cluster = app.Configuration.ReadValidatedOptions<ClusterOptions>(ClusterOptions.Section);
        Console.WriteLine($"A silo of cluster {cluster.Id} is up ({app.Environment.EnvironmentName}).");
        Console.WriteLine($"  silos, API nodes       {cluster.Address}:{cluster.SiloPort}, {cluster.GatewayPort}");
        foreach (var url in app.Urls) Console.WriteLine($"  ready?                 {url}/health/ready");
        Console.WriteLine($"  data                   {data.Path}");
        app.Services.GetRequiredService<FirstManagementKey>().Tell();
        Console.WriteLine("Ctrl-C stops it.");
    });
}

/// <summary>Whether this silo can serve, and if not, why; written as the API writes it.</summary>
internal sealed record SiloHealth(string Status, ImmutableArray<string> Reasons);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiloHealth))]
internal sealed partial class SiloJson : JsonSerializerContext;
