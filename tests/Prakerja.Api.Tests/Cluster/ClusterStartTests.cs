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
    public void A_silo_without_a_database_is_refused() => AssertRefused(
        "Prakerja:Postgres:ConnectionString",
        () => SiloProgram.Build(["--urls=http://127.0.0.1:0"]));

    [Theory]
    [InlineData("Prakerja:Cluster:SiloPort", "0")]
    [InlineData("Prakerja:Cluster:GatewayPort", "many")]
    [InlineData("Prakerja:Cluster:Id", "Two Words")]
    [InlineData("Prakerja:Cluster:Address", "silo-1")]
    [InlineData("Prakerja:Cluster:Address", "192.0.2.1")]
    public void A_bad_setting_is_refused_with_its_key(string key, string value) =>
        AssertRefused(key, () => cluster.NewSilo("bad", $"--{key}={value}"));

    [Fact]
    public void A_port_that_is_taken_is_refused_with_its_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        AssertRefused(
            "Prakerja:Cluster:GatewayPort",
            () => cluster.NewSilo("taken", $"--Prakerja:Cluster:GatewayPort={port}"));
    }

    [Fact]
    public void No_node_makes_an_identity_key_outside_Development()
    {
        var file = Path.Combine(cluster.DataOf("keyless"), "identity.key");
        string[] production = ["--environment=Production", "--Prakerja:Clock:Adjustable=false"];

        AssertRefused(file, () => cluster.NewSilo("keyless", [.. production, $"--Prakerja:IdentityKeyFile={file}"]));
        AssertRefused(file, () => cluster.NewApi("keyless", [.. production, $"--Prakerja:IdentityKeyFile={file}"]));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void No_node_moves_the_time_in_Production()
    {
        string[] settings = ["--environment=Production", "--Prakerja:Clock:Adjustable=true"];

        AssertRefused("Prakerja:Clock:Adjustable", () => cluster.NewSilo("rehearsal", settings));
        AssertRefused("Prakerja:Clock:Adjustable", () => cluster.NewApi("rehearsal", settings));
    }

    [Fact]
    public async Task A_key_made_by_many_at_once_is_the_same_for_all()
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
    public async Task An_API_node_whose_port_is_taken_says_so_although_it_finds_no_silo()
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
    public async Task An_API_node_that_is_told_to_stop_while_it_looks_for_a_silo_ends_without_a_word()
    {
        using var log = new CapturedLogs();
        var api = cluster.NewApi("called-off", "--Prakerja:Postgres:Schema=called");
        api.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var running = api.RunUntilStoppedAsync();
        await RunningCluster.Until(() => Task.FromResult(api.Urls.All(url => !url.EndsWith(":0"))), "it does not listen");
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
