using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>Keys of management.</summary>
public sealed class ManagementKeyTests(RunningApi api)
{
    [Fact]
    public async Task GetDeadlines_UnknownKey_Returns401() =>
        (await api.Get("management/deadlines", new ManagementKey("no-such-key")))
        .ExpectProblem(HttpStatusCode.Unauthorized, "key.unknown");

    [Fact]
    public async Task GetDeadlines_KeyRevoked_Returns401WithinFiveSeconds()
    {
        var name = "gone-" + Guid.NewGuid().ToString("N")[..8];
        var body = new { name, person = name, roles = new[] { "auditor" } };
        var made = await api.Post("management/keys", body, api.Management());
        var key = new ManagementKey(made.Expect(HttpStatusCode.Created)["key"].GetString()!);
        (await api.Get("management/deadlines", key)).Expect(HttpStatusCode.OK);

        var revoked = await api.Send(HttpMethod.Delete, $"management/keys/{name}", null, api.Management());
        revoked.Expect(HttpStatusCode.NoContent);

        await World.Eventually(async () =>
            (await api.Get("management/deadlines", key)).Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task GetKeys_ByAnybody_NeverShowsAKey()
    {
        var answer = (await api.Get("management/keys", api.Management())).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain(api.FirstKey, answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("Siti Rahma")]
    [InlineData("SITI")]
    public async Task PostKey_PersonMalformed_Returns400(string person) =>
        (await api.Post(
            "management/keys", new { name = "key-person", person, roles = new[] { "auditor" } }, api.Management()))
        .ExpectProblem(HttpStatusCode.BadRequest, "management_key.person_malformed");

    [Fact]
    public async Task PostKey_WithoutPerson_Returns400() =>
        (await api.Post("management/keys", new { name = "key-nobody", roles = new[] { "auditor" } }, api.Management()))
        .ExpectProblem(HttpStatusCode.BadRequest, "request.field_missing");
}
