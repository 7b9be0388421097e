using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Prakerja.Api.Auth;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Startup;

namespace Prakerja.Api.Tests.Cluster;

/// <summary>Several silos and API nodes on one PostgreSQL are one system.</summary>
public sealed class ClusterTests(RunningCluster cluster) : IClassFixture<RunningCluster>, IAsyncLifetime
{
    private const int Wave = 21;

    private static readonly string Nobody = "p-" + new string('0', 26);

    private readonly List<WebApplication> nodes = [];

    [Fact]
    public async Task StartCluster_ThreeSilosTwoApis_ShareKeyClockAndTokens()
    {
        // All at the same time, as after a power cut.
        var silos = await Start(cluster.NewSilo("s1"), cluster.NewSilo("s2"), cluster.NewSilo("s3"));
        var apis = await Start(cluster.NewApi("a1"), cluster.NewApi("a2"));

        var key = OnlyFirstKeyOf(silos);
        await The_key_opens(apis, key);
        await A_wave_is_planned(apis[0], key);
        await Every_node_follows_a_move_of_the_clock(apis, silos, key);
        await The_files_of_a_draw_come_from_every_api_node(apis);
        await A_node_has_the_right_clock_from_its_start();
        await A_token_of_one_node_is_good_at_the_other(apis);
        await Without_the_database_it_says_so_and_comes_back(apis[0], silos[0], key);
        await Without_a_silo_it_says_so_and_comes_back(apis[0], silos, key);
    }

    [Fact]
    public async Task StartApi_NoSilo_ListensAndSaysSo()
    {
        var api = cluster.NewApi("lonely", "--Prakerja:Postgres:Schema=lonely");
        nodes.Add(api);
        var starting = api.StartAsync(TestContext.Current.CancellationToken);
        await RunningCluster.Until(
            () => Task.FromResult(api.Urls.All(url => !url.EndsWith(":0"))), "it does not listen");
        using var http = RunningCluster.ClientOf(api);

        Assert.Equal(HttpStatusCode.OK, (await http.Ask("/health/live")).StatusCode);
        Assert.Contains("No silo", await http.WhyNot("/health/ready"), StringComparison.Ordinal);
        await AssertUnavailable(await http.Ask("/api/v1/waves/current"), "system.unavailable");

        await Start(cluster.NewSilo("company", "--Prakerja:Postgres:Schema=lonely"));
        await starting;
        await RunningCluster.Until(() => RunningCluster.IsReady(http), "the API node has not found the silo");
    }

    [Fact]
    public async Task StartApi_CoHosted_IsReady()
    {
        var apis = await Start(cluster.NewApi(
            "both",
            "--Prakerja:Postgres:Schema=user",
            "--Prakerja:Cluster:CoHosted=true",
            $"--Prakerja:Cluster:SiloPort={RunningCluster.FreePort()}",
            $"--Prakerja:Cluster:GatewayPort={RunningCluster.FreePort()}"));
        using var http = RunningCluster.ClientOf(apis[0]);

        Assert.True(await RunningCluster.IsReady(http));
        await The_key_opens(apis, OnlyFirstKeyOf(apis));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartApi_ClockUnlikeTheSilos_IsRefused(bool silosRehearse)
    {
        var schema = silosRehearse ? "rehearsed" : "unrehearsed";
        string[] SettingsOf(bool rehearse) =>
            [$"--Prakerja:Postgres:Schema={schema}", $"--Prakerja:Clock:Adjustable={rehearse}"];
        await Start(cluster.NewSilo($"{schema}-silo", SettingsOf(silosRehearse)));
        await using var api = cluster.NewApi($"{schema}-api", SettingsOf(!silosRehearse));

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => api.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Prakerja:Clock:Adjustable", StartRefusedException.ReasonIn(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopApi_DuringDrain_IsNotReadyAndServes()
    {
        await Start(cluster.NewSilo("drain-silo", "--Prakerja:Postgres:Schema=drain"));
        var api = (await Start(cluster.NewApi(
            "drain-api", "--Prakerja:Postgres:Schema=drain", "--Prakerja:Cluster:DrainSeconds=3"))).Single();
        using var http = RunningCluster.ClientOf(api);
        await RunningCluster.Until(() => RunningCluster.IsReady(http), "it is not ready");
        var toldAt = Stopwatch.GetTimestamp();

        // As SIGTERM has it.
        api.Lifetime.StopApplication();
        var stopping = api.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("stopping", await http.WhyNot("/health/ready"), StringComparison.Ordinal);
        // No wave was planned; that there is none is an answer of the silo.
        Assert.Equal("wave.unknown", await CodeOf(await http.Ask("/api/v1/waves/7")));
        await stopping;
        Assert.InRange(Stopwatch.GetElapsedTime(toldAt), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.Ask("/health/live"));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // Clients before silos.
        foreach (var node in Enumerable.Reverse(nodes)) await RunningCluster.Stop(node);
    }

    private async Task<WebApplication[]> Start(params WebApplication[] added)
    {
        nodes.AddRange(added);
        await Task.WhenAll(added.Select(node => node.StartAsync(TestContext.Current.CancellationToken)));
        return added;
    }

    private string OnlyFirstKeyOf(IEnumerable<WebApplication> silos)
    {
        var made = silos.Select(silo => silo.Services.GetRequiredService<FirstManagementKey>().NewKey)
            .OfType<string>().ToList();
        var files = silos.Select(silo => silo.Services.GetRequiredService<DataDirectory>().ManagementKeyPath)
            .Where(File.Exists).ToList();

        Assert.Equal(Assert.Single(made), File.ReadAllText(Assert.Single(files)).Trim());
        return made[0];
    }

    private static async Task The_key_opens(IEnumerable<WebApplication> apis, string key)
    {
        foreach (var api in apis)
        {
            using var http = Management(api, key);
            Assert.Equal(HttpStatusCode.OK, (await http.Ask("/api/v1/management/figures")).StatusCode);
        }
    }

    private static async Task A_wave_is_planned(WebApplication api, string key)
    {
        using var http = Management(api, key);
        var now = ClockOf(api).GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/management/waves")
        {
            Content = JsonContent.Create(new
            {
                number = Wave,
                opensAt = now,
                closesAt = now.AddDays(1),
                drawsAt = now.AddDays(2),
                announcesAt = now.AddDays(3),
                quotas = new[] { new { province = "32", places = 5 } },
            }),
        };
        request.Headers.Add("Idempotency-Key", "cluster");
        using var planned = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, planned.StatusCode);
    }

    private static async Task The_files_of_a_draw_come_from_every_api_node(WebApplication[] apis)
    {
        foreach (var api in apis)
        {
            using var http = RunningCluster.ClientOf(api);
            await RunningCluster.Until(
                async () => (await http.Ask($"/api/v1/waves/{Wave}/result")).IsSuccessStatusCode, "it has no result");
            using var result = await http.Ask($"/api/v1/waves/{Wave}/result");
            var file = await result.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

            Assert.Equal(file.Length, result.Content.Headers.ContentLength);
            Assert.Equal(Wave, new DrawVerifier(1).Verify(new MemoryStream(file)).Wave);
        }
    }

    private static async Task Every_node_follows_a_move_of_the_clock(
        WebApplication[] apis, WebApplication[] silos, string key)
    {
        using var first = Management(apis[0], key);
        var ahead = TimeSpan.FromDays(8);

        using var moved = await first.PostAsJsonAsync(
            "/api/v1/management/rehearsal/clock", new { advanceSeconds = (long)ahead.TotalSeconds });

        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Equal(ahead, ClockOf(apis[0]).Ahead);
        await RunningCluster.Until(
            () => Task.FromResult(silos.Concat(apis).All(node => ClockOf(node).Ahead == ahead)),
            "not every node follows the clock");
    }

    private async Task A_node_has_the_right_clock_from_its_start()
    {
        var late = await Start(cluster.NewApi("a3"));

        Assert.Equal(TimeSpan.FromDays(8), ClockOf(late[0]).Ahead);
    }

    private async Task A_token_of_one_node_is_good_at_the_other(WebApplication[] apis)
    {
        foreach (var (issuer, reader) in ((WebApplication, WebApplication)[])[(apis[0], apis[1]), (apis[1], apis[0])])
        {
            var session = new SessionView(Device: 1, Session: 1, Epoch: 0);
            var token = issuer.Services.GetRequiredService<SessionTokens>().IssueTo(Nobody, session).Token;
            using var http = RunningCluster.ClientOf(reader);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

            using var answer = await http.Ask("/api/v1/participants/me");

            // Known, and nobody who signed up.
            Assert.Equal("participant.unknown", await CodeOf(answer));
        }

        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var ask = source.CreateCommand("SELECT element FROM prakerja.token_key");
        var element = (string)(await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        var inTheClear = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(element));
        Assert.DoesNotContain("key", inTheClear, StringComparison.Ordinal);
    }

    private async Task Without_the_database_it_says_so_and_comes_back(
        WebApplication api, WebApplication silo, string key)
    {
        using var http = Management(api, key);
        using var ofSilo = RunningCluster.ClientOf(silo);
        await cluster.Postgres.CrashAsync();

        await AssertUnavailable(await http.Ask("/api/v1/management/figures"), "system.store_unavailable");
        Assert.Contains("PostgreSQL", await http.WhyNot("/health/ready"), StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", await ofSilo.WhyNot("/health/ready"), StringComparison.Ordinal);

        await cluster.Postgres.StartAgainAsync();
        await RunningCluster.Until(() => RunningCluster.IsReady(http), "the API node is not ready again");
        await RunningCluster.Until(() => RunningCluster.IsReady(ofSilo), "the silo is not ready again");
        await RunningCluster.Until(() => Serves(http), "it does not serve again");
    }

    private async Task Without_a_silo_it_says_so_and_comes_back(
        WebApplication api, WebApplication[] silos, string key)
    {
        using var http = Management(api, key);
        foreach (var silo in silos)
        {
            nodes.Remove(silo);
            await RunningCluster.Stop(silo);
        }

        await AssertUnavailable(await http.Ask("/api/v1/management/figures"), "system.unavailable");
        await RunningCluster.Until(async () => !await RunningCluster.IsReady(http), "it says that it is ready");
        Assert.Equal(HttpStatusCode.OK, (await http.Ask("/health/live")).StatusCode);

        var again = cluster.NewSilo("s1");
        nodes.Insert(0, again);
        await again.StartAsync(TestContext.Current.CancellationToken);
        await RunningCluster.Until(() => Serves(http), "it does not serve again");
        Assert.True(await RunningCluster.IsReady(http));
        // The clock is where the rehearsal left it, and the key is not made again.
        Assert.Equal(TimeSpan.FromDays(8), ClockOf(again).Ahead);
        Assert.Null(again.Services.GetRequiredService<FirstManagementKey>().NewKey);
    }

    private static ProgrammeClock ClockOf(WebApplication node) => node.Services.GetRequiredService<ProgrammeClock>();

    private static HttpClient Management(WebApplication api, string key)
    {
        var http = RunningCluster.ClientOf(api);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", key);
        return http;
    }

    private static async Task<bool> Serves(HttpClient http)
    {
        using var answer = await http.Ask("/api/v1/management/figures");
        Assert.True(
            answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
        return answer.IsSuccessStatusCode;
    }

    private static async Task AssertUnavailable(HttpResponseMessage answer, string code)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(code, await CodeOf(answer));
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

file static class Asking
{
    public static Task<HttpResponseMessage> Ask(this HttpClient http, string path) =>
        http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The body of an answer that must be 503.</summary>
    public static async Task<string> WhyNot(this HttpClient http, string path)
    {
        using var answer = await http.Ask(path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
