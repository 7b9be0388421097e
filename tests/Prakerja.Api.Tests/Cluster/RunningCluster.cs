using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Prakerja.Silo;
using Prakerja.TestCommon;

namespace Prakerja.Api.Tests.Cluster;

/// <summary>
/// A cluster on a private PostgreSQL: the two programs as they are shipped, each node with ports and a directory of its
/// own, all in this process. Only the identity key and the outbox are shared.
/// </summary>
public sealed class RunningCluster : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("prakerja-cluster-");
    private PostgresServer? postgres;
    private string connectionString = "";

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public PostgresServer Postgres => postgres ?? throw new InvalidOperationException("Not started.");

    public string ConnectionString => connectionString;

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.StartAsync();
        connectionString = await postgres.NewDatabaseAsync();
    }

    /// <summary>A silo, not started yet.</summary>
    public WebApplication NewSilo(string name, params string[] settings) => SiloProgram.Build(
        [
            .. SettingsOf(name),
            $"--Prakerja:Cluster:SiloPort={FreePort()}",
            $"--Prakerja:Cluster:GatewayPort={FreePort()}",
            .. settings,
        ],
        builder => builder.Logging.ClearProviders());

    /// <summary>An API node, not started yet.</summary>
    public WebApplication NewApi(string name, params string[] settings) => ApiProgram.Build(
        [.. SettingsOf(name), .. settings], builder => builder.Logging.ClearProviders());

    public string DataOf(string name) => Path.Combine(directory.FullName, name);

    public static HttpClient ClientOf(WebApplication node) => new() { BaseAddress = new Uri(node.Urls.Single()) };

    /// <summary>Waits, by the real clock, until something holds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"After {Patience.TotalSeconds} s: {what}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<bool> IsReady(HttpClient node)
    {
        using var answer = await node.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    public static async Task Stop(WebApplication node)
    {
        await node.StopAsync();
        await node.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null) await postgres.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private string[] SettingsOf(string name) =>
    [
        "--urls=http://127.0.0.1:0",
        "--environment=Development",
        $"--Prakerja:Data={DataOf(name)}",
        $"--Prakerja:IdentityKeyFile={Path.Combine(directory.FullName, "identity.key")}",
        $"--Prakerja:Outbox={Path.Combine(directory.FullName, "outbox")}",
        $"--Prakerja:Postgres:ConnectionString={connectionString}",
        "--Prakerja:Demo:Enabled=false",
        "--Prakerja:SourceLimits:Enabled=false",
    ];

    internal static string FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
