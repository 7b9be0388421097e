using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Silo;
using Prakerja.Silo.Startup;

namespace Prakerja.Api.Tests.Cluster;

/// <summary>A node that must not start says why in one line that names the setting or the file.</summary>
public sealed class ClusterStartTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    [Fact]
    public void Start_SiloWithoutDatabase_IsRefused() => AssertRefused(
        "Prakerja:Postgres:ConnectionString",
        () => SiloProgram.Build(["--urls=http://127.0.0.1:0"]));

    [Theory]
    [InlineData("Prakerja:Cluster:SiloPort", "0")]
    [InlineData("Prakerja:Cluster:GatewayPort", "many")]
    [InlineData("Prakerja:Cluster:Id", "Two Words")]
    [InlineData("Prakerja:Cluster:Address", "silo-1")]
    [InlineData("Prakerja:Cluster:Address", "192.0.2.1")]
    public void Start_BadSetting_IsRefusedWithItsKey(string key, string value) =>
        AssertRefused(key, () => cluster.NewSilo("bad", $"--{key}={value}"));

    [Fact]
    public void Start_PortTaken_IsRefusedWithItsSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        AssertRefused(
            "Prakerja:Cluster:GatewayPort",
            () => cluster.NewSilo("taken", $"--Prakerja:Cluster:GatewayPort={port}"));
    }

    [Fact]
    public void Start_NoIdentityKeyOutsideDevelopment_IsRefused()
    {
        var file = Path.Combine(cluster.DataOf("keyless"), "identity.key");
        string[] production = ["--environment=Production", "--Prakerja:Clock:Adjustable=false"];

        AssertRefused(file, () => cluster.NewSilo("keyless", [.. production, $"--Prakerja:IdentityKeyFile={file}"]));
        AssertRefused(file, () => cluster.NewApi("keyless", [.. production, $"--Prakerja:IdentityKeyFile={file}"]));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Start_AdjustableClockInProduction_IsRefused()
    {
        string[] settings = ["--environment=Production", "--Prakerja:Clock:Adjustable=true"];

        AssertRefused("Prakerja:Clock:Adjustable", () => cluster.NewSilo("rehearsal", settings));
        AssertRefused("Prakerja:Clock:Adjustable", () => cluster.NewApi("rehearsal", settings));
    }

    [Fact]
    public async Task CreateKey_ByManyAtOnce_IsTheSameForAll()
    {
        // Many times: what goes wrong here goes wrong in one of some hundred.
        for (var round = 0; round < 200; round++)
        {
            var directory = Directory.CreateDirectory(cluster.DataOf($"many-{round}")).FullName;
            var file = new IdentityKeyFile(Path.Combine(directory, "key"));

            var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(file.ReadOrMake)));

            Assert.Single(made.Select(key => key.Fingerprint).Distinct());
            Assert.Single(Directory.GetFiles(directory));
        }
    }

    [Fact]
    public async Task StartApi_PortTakenAndNoSilo_NamesThePort()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var api = cluster.NewApi(
            "crowded", "--Prakerja:Postgres:Schema=crowded", $"--urls=http://127.0.0.1:{port}");

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => api.RunUntilStoppedAsync().WaitAsync(RunningCluster.Patience, TestContext.Current.CancellationToken));

        Assert.Contains($"127.0.0.1:{port}", StartRefusedException.ReasonIn(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopApi_WhileLookingForASilo_EndsWithoutFailure()
    {
        using var log = new CapturedLogs();
        var api = cluster.NewApi("called-off", "--Prakerja:Postgres:Schema=called");
        api.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var running = api.RunUntilStoppedAsync();
        await RunningCluster.Until(
            () => Task.FromResult(api.Urls.All(url => !url.EndsWith(":0"))), "it does not listen");
        await RunningCluster.Until(() => Task.FromResult(log.Lines.Count > 0), "it does not say that no silo is there");

        // As SIGTERM has it.
        api.Lifetime.StopApplication();

        await running.WaitAsync(RunningCluster.Patience, TestContext.Current.CancellationToken);
        Assert.All(log.Lines, line => Assert.StartsWith("Warning", line, StringComparison.Ordinal));
    }

    private static void AssertRefused(string names, Func<object> start)
    {
        var refused = Assert.Throws<StartRefusedException>(start);
        Assert.Contains(names, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
