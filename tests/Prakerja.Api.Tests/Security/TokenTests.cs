using System.Net;
using Prakerja.Api.Tests.House;

namespace Prakerja.Api.Tests.Security;

/// <summary>Log-ins of participants.</summary>
public sealed class TokenTests(RunningApi api)
{
    [Fact]
    public async Task GetDashboard_TokenExpired_Returns401()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        await api.Pass(TimeSpan.FromMinutes(59));
        (await api.Get("participants/me", person.Token)).Expect(HttpStatusCode.OK);
        await api.Pass(TimeSpan.FromMinutes(1));

        (await api.Get("participants/me", person.Token))
            .ExpectProblem(HttpStatusCode.Unauthorized, "token.expired");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJwLTEifQ.")]
    public async Task GetDashboard_ForeignToken_Returns401(string token) =>
        (await api.Get("participants/me", new Bearer(token)))
        .ExpectProblem(HttpStatusCode.Unauthorized, "token.invalid");

    [Fact]
    public async Task GetDashboard_TokenChangedOnTheWay_Returns401()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var token = person.Token.Token;
        var changed = token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..];

        (await api.Get("participants/me", new Bearer(changed)))
            .ExpectProblem(HttpStatusCode.Unauthorized, "token.invalid");
    }

    [Fact]
    public async Task PostSession_UnknownPhone_IsRefusedLikeAWrongCode()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        (await api.Post("sessions/code", new { phone = "081299999999" })).Expect(HttpStatusCode.Accepted);
        (await api.Post("sessions/code", new { phone = person.Phone })).Expect(HttpStatusCode.Accepted);

        var unknown = await api.Post("sessions", new { phone = "081299999999", code = "abcdef" });
        var wrong = await api.Post("sessions", new { phone = person.Phone, code = "abcdef" });

        unknown.ExpectProblem(HttpStatusCode.Forbidden, "code.wrong");
        Assert.Equal(unknown.Body.GetRawText(), wrong.Body.GetRawText());
    }

    [Fact]
    public async Task Token_AfterARestart_IsStillGood()
    {
        await using var own = new RunningApi();
        await own.InitializeAsync();
        var person = await (await new Person(own).SignUp()).Verify();

        await own.RestartAsync();

        (await own.Get("participants/me", person.Token)).Expect(HttpStatusCode.OK);
    }
}
