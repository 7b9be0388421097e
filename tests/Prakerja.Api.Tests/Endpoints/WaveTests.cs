using System.Net;
using Prakerja.Api.Tests.House;

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

    private static object Plan(int number, DateTimeOffset opens, DateTimeOffset closes, string province = "32") => new
    {
        number,
        opensAt = opens,
        closesAt = closes,
        drawsAt = closes.AddHours(1),
        announcesAt = closes.AddHours(2),
        quotas = new[] { new { province, places = 5, tierPlaces = new Dictionary<string, int> { ["1"] = 2 } } },
    };
}
