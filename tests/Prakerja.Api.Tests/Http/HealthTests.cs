using System.Net;
using Prakerja.Api.Tests.House;

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
}
