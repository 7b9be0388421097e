using System.Net;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>A draw whose beacon gives no value: it waits and says so, and the rule of its plan decides.</summary>
public sealed class BeaconTests(BeaconTests.SystemWithBeacon started) : IClassFixture<BeaconTests.SystemWithBeacon>
{
    private static long lastRound = 4_800;

    private readonly RunningApi system = started.Api;
    private readonly DrandSimulator drand = started.Drand;

    [Theory]
    [InlineData(DrandAnswer.Late)]
    [InlineData(DrandAnswer.Down)]
    [InlineData(DrandAnswer.Slow)]
    [InlineData(DrandAnswer.OtherRound)]
    [InlineData(DrandAnswer.WrongRandomness)]
    public async Task Draw_WaitAndNoValue_WaitsUntilItComes(DrandAnswer answer)
    {
        var (wave, round) = await CloseWave("wait", answer);
        await system.Pass(TimeSpan.FromDays(2)); // long after the time for revealing and the announcement
        await AssertWaits(wave, round);

        drand.Answer = DrandAnswer.Right;
        await system.Reach(wave, "announced");

        Assert.False(await IsBeaconMissing(wave));
    }

    [Theory]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", """{"round":"x","randomness":1}""")]
    [InlineData("application/json", """{"round":1""")]
    [InlineData("application/json", "")]
    [InlineData("application/json; charset=unknown", "{}")]
    [InlineData("text/html", "<html><body>502</body></html>")]
    public async Task Draw_GarbageAnswered_WaitsUntilTheValueComes(string mediaType, string body)
    {
        drand.Garbage = (mediaType, body);
        var (wave, round) = await CloseWave("wait", DrandAnswer.Garbage);
        await system.Pass(TimeSpan.FromHours(1));
        await AssertWaits(wave, round);

        drand.Answer = DrandAnswer.Right;
        await system.Reach(wave, "drawn");

        Assert.False(await IsBeaconMissing(wave));
    }

    [Fact]
    public async Task Draw_AnswerWithoutEnd_WaitsUntilTheValueComes()
    {
        drand.Garbage = ("application/json", new string(' ', 1 << 20));
        var (wave, round) = await CloseWave("wait", DrandAnswer.Garbage);
        await system.Pass(TimeSpan.FromHours(1));
        await AssertWaits(wave, round);

        drand.Answer = DrandAnswer.Right;
        await system.Reach(wave, "drawn");
    }

    [Theory]
    [InlineData(DrandAnswer.Late)]
    [InlineData(DrandAnswer.Down)]
    [InlineData(DrandAnswer.Slow)]
    [InlineData(DrandAnswer.Garbage)]
    [InlineData(DrandAnswer.OtherRound)]
    public async Task Draw_DrawWithoutAndNoValue_IsDrawnWithoutItAfterItsTime(DrandAnswer answer)
    {
        drand.Garbage = ("application/json", "null");
        var (wave, round) = await CloseWave("drawWithout", answer); // its time ends 90 minutes after closing
        await system.Pass(TimeSpan.FromMinutes(80));
        await AssertWaits(wave, round); // past the time of the draw, and the value may still come

        await system.Pass(TimeSpan.FromMinutes(15));
        await system.Reach(wave, "drawn");

        Assert.True(await IsBeaconMissing(wave));
        var hash = (await system.DrawOf(wave)).GetProperty("fileHash").GetString();
        drand.Answer = DrandAnswer.Right;
        await system.TakeSteps(wave);
        var draw = await system.DrawOf(wave);
        Assert.Equal(hash, draw.GetProperty("fileHash").GetString());
        Assert.Empty(draw.GetProperty("waitsFor").Texts());
    }

    [Fact]
    public async Task Draw_DrawWithoutAndValueInTime_CountsIt()
    {
        var (wave, round) = await CloseWave("drawWithout", DrandAnswer.Late);
        await system.Pass(TimeSpan.FromMinutes(80));
        await AssertWaits(wave, round);

        drand.Answer = DrandAnswer.Right;
        await system.Reach(wave, "drawn");

        Assert.False(await IsBeaconMissing(wave));
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("drawWithout")]
    public async Task Draw_ServerOfTheBeaconIsAway_WaitsAsPlanned(string rule)
    {
        await using var other = await DrandSimulator.StartAsync();
        await using var api = await StartAsync(other);
        var round = Interlocked.Increment(ref lastRound);
        var wave = await api.OpenWave(draw: Terms(rule, round));
        var url = other.Url;
        await other.DisposeAsync();
        await api.Close(wave);
        await api.Pass(TimeSpan.FromMinutes(80));
        Assert.Equal("closed", (await api.TakeSteps(wave))["stage"].GetString());
        Assert.Equal(["beacon"], (await api.DrawOf(wave)).GetProperty("waitsFor").Texts());
        await World.Eventually(() => Task.FromResult(api.Log.Lines.Any(line =>
            line.StartsWith($"Warning A draw waits for round {round} of its beacon", StringComparison.Ordinal))));

        await api.Pass(TimeSpan.FromMinutes(15));
        var drawn = (await api.TakeSteps(wave))["stage"].GetString();
        Assert.Equal(rule == "wait" ? "closed" : "drawn", drawn);

        await using var again = await DrandSimulator.StartAsync(url);
        await api.Reach(wave, "drawn");
        var verdict = new DrawVerifier(1).Verify(new MemoryStream(await api.Download(wave, "result")));
        Assert.Equal(rule == "drawWithout", verdict.IsBeaconMissing);
    }

    private static object Terms(string rule, long round) => new
    {
        ifMissing = rule,
        revealMinutes = 90,
        beacon = new { kind = "drand", chain = DrandSimulator.Chain, round },
    };

    private static async Task<RunningApi> StartAsync(DrandSimulator drand)
    {
        var api = new RunningApi
        {
            Settings = [$"--Prakerja:Beacon:Url={drand.Url}", "--Prakerja:Beacon:TimeoutSeconds=1"],
        };
        await api.InitializeAsync();
        return api;
    }

    private async Task<(int Wave, long Round)> CloseWave(string rule, DrandAnswer answer)
    {
        drand.Answer = answer;
        var round = Interlocked.Increment(ref lastRound);
        var wave = await system.OpenWave(draw: Terms(rule, round));
        await system.Close(wave);
        return (wave, round);
    }

    private async Task AssertWaits(int wave, long round)
    {
        await World.Eventually(async () =>
        {
            await system.TakeSteps(wave);
            return drand.Asked.Contains(round);
        });
        var waiting = await system.TakeSteps(wave);
        Assert.Equal("closed", waiting["stage"].GetString());
        Assert.Equal(["beacon"], waiting["draw"].GetProperty("waitsFor").Texts());
        Assert.Equal(["beacon"], (await system.DrawOf(wave)).GetProperty("waitsFor").Texts());
        (await system.Get($"waves/{wave}/result")).ExpectProblem(HttpStatusCode.NotFound, "draw.not_drawn");
    }

    private async Task<bool> IsBeaconMissing(int wave) =>
        new DrawVerifier(1).Verify(new MemoryStream(await system.Download(wave, "result"))).IsBeaconMissing;

    /// <summary>One system with a beacon for all tests that can share it.</summary>
    public sealed class SystemWithBeacon : IAsyncLifetime
    {
        public DrandSimulator Drand { get; private set; } = null!;

        public RunningApi Api { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Drand = await DrandSimulator.StartAsync();
            Api = await StartAsync(Drand);
        }

        public async ValueTask DisposeAsync()
        {
            await Api.DisposeAsync();
            await Drand.DisposeAsync();
        }
    }
}
