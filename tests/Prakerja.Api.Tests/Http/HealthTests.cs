using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Tests.Http;

public sealed class HealthTests(RunningApi api)
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task GetHealth_Running_SaysSo(string path, string status)
    {
        var answer = (await api.Get(path)).Expect(HttpStatusCode.OK);

        Assert.Equal(status, answer["status"].GetString());
        Assert.Empty(answer["reasons"].EnumerateArray());
    }

    [Fact]
    public async Task GetReady_StoreFull_Returns503WithTheReasonAndLiveStays200()
    {
        await using var full = new RunningApi { Settings = ["--Prakerja:Sqlite:MaxDatabaseMiB=1"] };
        await full.InitializeAsync();
        var log = full.Services.GetRequiredService<ICommitLog>();
        var people = 0;
        while ((await log.CommitAsync(SomebodyNew(++people))).Status == CommitStatus.Committed)
        {
        }

        var answer = (await full.Get("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("notReady", answer["status"].GetString());
        Assert.Contains(
            "is full", Assert.Single(answer["reasons"].EnumerateArray()).GetString()!, StringComparison.Ordinal);
        (await full.Get("/health/live")).Expect(HttpStatusCode.OK);
    }

    private static Commit SomebodyNew(int number) => new()
    {
        Grain = new GrainKey("filler", $"z-{number}"),
        ExpectedVersion = null,
        State = new byte[4_000],
    };
}
