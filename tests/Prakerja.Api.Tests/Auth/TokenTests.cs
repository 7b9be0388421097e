using System.Net;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Tests.Auth;

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
        (await api.Get("participants/me", new BearerToken(token)))
        .ExpectProblem(HttpStatusCode.Unauthorized, "token.invalid");

    [Fact]
    public async Task GetDashboard_TokenChangedOnTheWay_Returns401()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var token = person.Token.Token;
        var changed = token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..];

        (await api.Get("participants/me", new BearerToken(changed)))
            .ExpectProblem(HttpStatusCode.Unauthorized, "token.invalid");
    }

    [Fact]
    public async Task PostSession_UnknownPhone_IsRefusedLikeAWrongCode()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        (await api.Post("sessions/code", new { phone = "081299999999" })).Expect(HttpStatusCode.Accepted);
        (await api.Post("sessions/code", new { phone = person.Phone })).Expect(HttpStatusCode.Accepted);

        var unknown = await api.Post("sessions", new { phone = "081299999999", code = "00000000" });
        var wrong = await api.Post("sessions", new { phone = person.Phone, code = "00000000" });

        unknown.ExpectProblem(HttpStatusCode.Forbidden, "code.wrong");
        Assert.Equal(unknown.Body.GetRawText(), wrong.Body.GetRawText());
    }

    [Fact]
    public async Task PostSession_WhileAStrangerUsesUpCodesAndTries_LogsInOnAKnownDevice()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        for (var code = 1; code <= 11; code++)
        {
            await api.Post("sessions/code", new { phone = person.Phone });
            for (var attempt = 1; attempt <= 5; attempt++)
                await api.Post("sessions", new { phone = person.Phone, code = "00000000" });
        }

        // After the first code was void, the next ones had to wait.
        person.NextCode(CodePurpose.LogInElsewhere);

        var strange = new { phone = person.Phone, device = "CfDJ8made-up" };
        await api.Post("sessions/code", strange);
        var asked = await api.Post("sessions/code", new { phone = person.Phone, device = person.Device });
        asked.Expect(HttpStatusCode.Accepted);
        var answer = await api.Post("sessions", new
        {
            phone = person.Phone,
            code = person.NextCode(CodePurpose.LogIn),
            device = person.Device,
        });

        var token = new BearerToken(answer.Expect(HttpStatusCode.OK)["token"].GetString()!);
        (await api.Get("participants/me", token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PostSession_DeviceOfSomebodyElse_CountsAsNone()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var other = await (await new Person(api).SignUp()).Verify();
        (await api.Post("sessions/code", new { phone = person.Phone, device = other.Device }))
            .Expect(HttpStatusCode.Accepted);

        var answer = await api.Post("sessions", new
        {
            phone = person.Phone,
            code = person.NextCode(CodePurpose.LogInElsewhere),
        });

        answer.Expect(HttpStatusCode.OK);
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

    [Fact]
    public async Task PostSessionCode_KnownOrUnknownPhone_AnswersAtTheSameStep()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        foreach (var phone in new[] { person.Phone, "081299999998" })
        {
            var start = TimeProvider.System.GetTimestamp();
            (await api.Post("sessions/code", new { phone })).Expect(HttpStatusCode.Accepted);
            await api.Post("sessions", new { phone, code = "00000000" });

            // Two answers of a step each; timers count whole milliseconds and may be early.
            Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(40));
        }
    }
}
