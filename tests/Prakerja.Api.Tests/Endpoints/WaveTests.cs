using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Planning waves and looking at them.</summary>
public sealed class WaveTests(RunningApi api)
{
    [Fact]
    public async Task PostWave_TimesOutOfOrder_Returns400()
    {
        var now = api.Clock.GetUtcNow();
        var plan = Plan(9_001, now.AddHours(2), now.AddHours(1));

        (await api.Post("management/waves", plan, api.Management(), "order"))
            .ExpectProblem(HttpStatusCode.BadRequest, "wave.times_out_of_order");
    }

    [Fact]
    public async Task PostWave_TimesFarAhead_Returns400AndTheListIsStillShown()
    {
        var plan = Plan(9_003, api.Clock.GetUtcNow(), new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero));

        (await api.Post("management/waves", plan, api.Management(), "far"))
            .ExpectProblem(HttpStatusCode.BadRequest, "wave.too_far_ahead");
        (await api.Get("waves")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("99", "province.unknown")]
    [InlineData("jabar", "province.unknown")]
    public async Task PostWave_QuotaOfNoProvince_Returns400(string province, string code)
    {
        var now = api.Clock.GetUtcNow();
        var plan = Plan(9_002, now, now.AddHours(1), province);

        (await api.Post("management/waves", plan, api.Management(), "province"))
            .ExpectProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task GetWave_Planned_ShowsTimesInWibAndQuotasAsSent()
    {
        var wave = await api.OpenWave(places: 7);

        var view = (await api.Get($"waves/{wave}")).Expect(HttpStatusCode.OK);

        Assert.EndsWith("+07:00", view["closesAt"].GetString(), StringComparison.Ordinal);
        var quota = Assert.Single(view["quotas"].EnumerateArray());
        Assert.Equal("32", quota.GetProperty("province").GetString());
        Assert.Equal(7, quota.GetProperty("places").GetInt32());
        Assert.Null(view["seed"].GetString());
    }

    [Theory]
    [InlineData("waves/0")]
    [InlineData("waves/9999")]
    [InlineData("waves/2147483647")]
    public async Task GetWave_Unknown_Returns404(string path) =>
        (await api.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "wave.unknown");

    [Fact]
    public async Task GetCurrentWave_NoneOpen_Returns404()
    {
        await using var empty = new RunningApi();
        await empty.InitializeAsync();

        (await empty.Get("waves/current")).ExpectProblem(HttpStatusCode.NotFound, "wave.none");
    }

    [Fact]
    public async Task WhatManagementDoesToAWave_IsInTheLogWithTheNameOfItsKey()
    {
        // Deadlines are looked at so rarely that all steps are taken by hand.
        await using var still = new RunningApi { Settings = ["--Prakerja:Deadlines:LookPeriod=00:01:00"] };
        await still.InitializeAsync();
        var wave = await still.OpenWave();
        var quotas = new { quotas = new[] { new { province = "32", places = 9 } } };
        (await still.Put($"management/waves/{wave}/quotas", quotas, still.Management(), "more"))
            .Expect(HttpStatusCode.OK);
        await still.Pass(TimeSpan.FromHours(4));
        (await still.Post($"management/waves/{wave}/draw", caller: still.Management())).Expect(HttpStatusCode.OK);

        var log = still.Services.GetRequiredService<IEventLogReader>();
        var events = await log.ReadEventsOfGrainAsync(new GrainKey("wave", WaveKey.Of(wave)), after: 0, limit: 20);

        Assert.Equal(
            [
                "wave.planned", "wave.quotas_changed", "wave.opened", "wave.closed", "wave.roll_committed",
                "wave.drawn", "wave.announced", "wave.awards_finished",
            ],
            events.Select(logged => logged.Type));
        // The sealing and the end of the awards follow by themselves, so they name nobody.
        var requested = events.Where(logged => logged.Type is not ("wave.roll_committed" or "wave.awards_finished"));
        Assert.All(requested, logged => Assert.Equal(
            "first", JsonSerializer.Deserialize<JsonElement>(logged.Payload).GetProperty("by").GetString()));
    }

    [Fact]
    public async Task GetWaves_AskedByManyAtOnce_AsksOnceASecond()
    {
        var (keys, time) = (new CountedGates(), new FakeTimeProvider());
        var waves = new Prakerja.Api.Endpoints.WaveList(keys, grains: null!, time);

        var many = Enumerable.Range(0, 1_000).Select(_ => waves.GetAll()).ToList();
        keys.Answer.SetResult([]);
        await Task.WhenAll(many);
        time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        await waves.GetAll();
        Assert.Equal(1, keys.Asked);

        time.Advance(TimeSpan.FromTicks(1));
        await waves.GetAll();
        Assert.Equal(2, keys.Asked);
    }

    [Fact]
    public async Task GetWaves_StoreWasAway_AsksAgainAtOnce()
    {
        var keys = new CountedGates();
        var waves = new Prakerja.Api.Endpoints.WaveList(keys, grains: null!, new FakeTimeProvider());
        keys.Answer.SetException(new StoreUnavailableException("It is away."));
        await Assert.ThrowsAsync<StoreUnavailableException>(waves.GetAll);

        keys.Answer = new TaskCompletionSource<IReadOnlyList<WaveGate>>();
        keys.Answer.SetResult([]);

        Assert.Empty(await waves.GetAll());
    }

    private static object Plan(int number, DateTimeOffset opens, DateTimeOffset closes, string province = "32") => new
    {
        number,
        opensAt = opens,
        closesAt = closes,
        drawsAt = closes.AddHours(1),
        announcesAt = closes.AddHours(2),
        quotas = new[] { new { province, places = 5, tierPlaces = new Dictionary<string, int> { ["1"] = 2 } } },
    };

    private sealed class CountedGates : IGrainKeyReader
    {
        public int Asked { get; private set; }

        public TaskCompletionSource<IReadOnlyList<WaveGate>> Answer { get; set; } = new();

        public ValueTask<IReadOnlyList<string>> ReadKeysAsync(string grainType, string? after, int limit) =>
            throw new InvalidOperationException("Nobody wants keys.");

        public ValueTask<IReadOnlyList<WaveGate>> ReadGatesAsync()
        {
            Asked++;
            return new ValueTask<IReadOnlyList<WaveGate>>(Answer.Task);
        }
    }
}
