using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Auth;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Tests.Auth;

/// <summary>Log-out, and the devices of a participant.</summary>
public sealed class SessionTests(RunningApi api)
{
    private const string AndroidChrome =
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";

    [Fact]
    public async Task DeleteSession_OldToken_Returns401EverywhereAndStaysSo()
    {
        var person = await new Person(api).Registered();
        (await api.Send(HttpMethod.Delete, "participants/me/session", null, person.Token))
            .Expect(HttpStatusCode.NoContent);

        foreach (var (method, path, body) in OwnEndpoints())
        {
            var answer = await api.Send(method, path, body, person.Token, Guid.NewGuid().ToString("N"));

            Assert.True(answer.Code == "session.ended", $"{method} {path}: {answer.Status} {answer.Body}");
            answer.ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task DeleteSession_OtherDevice_StaysLoggedIn()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var first = person.Token;
        await person.LogIn();

        (await api.Send(HttpMethod.Delete, "participants/me/session", null, person.Token))
            .Expect(HttpStatusCode.NoContent);

        (await api.Get("participants/me", first)).Expect(HttpStatusCode.OK);
        (await api.Get("participants/me", person.Token))
            .ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
    }

    [Fact]
    public async Task PostSession_OnTheSameDevice_EndsItsEarlierToken()
    {
        var person = await (await new Person(api).SignUp()).Verify();

        var answer = await LogInWithProof(person, CodePurpose.LogIn);

        (await api.Get("participants/me", person.Token))
            .ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
        (await api.Get("participants/me", TokenOf(answer))).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (await api.Get("participants/me/devices", TokenOf(answer))).Body.GetArrayLength());
    }

    [Fact]
    public async Task DeleteSession_Device_StaysKnown()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        (await api.Send(HttpMethod.Delete, "participants/me/session", null, person.Token))
            .Expect(HttpStatusCode.NoContent);

        (await LogInWithProof(person, CodePurpose.LogIn)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task DeleteSessions_EveryTokenAndProof_IsNoLongerGood()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var first = person.Token;
        await person.LogIn();

        (await api.Send(HttpMethod.Delete, "participants/me/sessions", null, first)).Expect(HttpStatusCode.NoContent);

        foreach (var token in (BearerToken[])[first, person.Token])
            (await api.Get("participants/me", token)).ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
        // The proof names an earlier epoch, so the device is a new one.
        var answer = await LogInWithProof(person, CodePurpose.LogInElsewhere);
        (await api.Get("participants/me", TokenOf(answer))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GetDevices_TwoDevices_NamesThemWithoutTheHeaderItself()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        await api.Pass(TimeSpan.FromDays(1));
        api.Http.DefaultRequestHeaders.Add("User-Agent", AndroidChrome);
        try
        {
            await person.LogIn();
        }
        finally
        {
            api.Http.DefaultRequestHeaders.Remove("User-Agent");
        }

        var devices = (await api.Get("participants/me/devices", person.Token)).Expect(HttpStatusCode.OK).Body;

        Assert.Equal(
            ["Chrome di Android", "Perangkat lain"],
            devices.EnumerateArray().Select(device => device.GetProperty("name").GetString()));
        Assert.Equal(
            [true, false], devices.EnumerateArray().Select(device => device.GetProperty("current").GetBoolean()));
        Assert.NotEqual(
            devices[0].GetProperty("firstSeen").GetString(), devices[1].GetProperty("firstSeen").GetString());
    }

    [Fact]
    public async Task DeleteDevice_AnotherDevice_EndsItsTokenAndProof()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var first = person.Token;
        await person.LogIn();

        (await api.Send(HttpMethod.Delete, "participants/me/devices/1", null, person.Token))
            .Expect(HttpStatusCode.NoContent);

        (await api.Get("participants/me", first)).ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
        (await api.Send(HttpMethod.Delete, "participants/me/devices/1", null, person.Token))
            .ExpectProblem(HttpStatusCode.NotFound, "device.unknown");
        (await LogInWithProof(person, CodePurpose.LogInElsewhere)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(180, CodePurpose.LogIn)]
    [InlineData(181, CodePurpose.LogInElsewhere)]
    public async Task PostSession_DeviceSeenSomeDaysAgo_IsKnownFor180Days(int days, CodePurpose purpose)
    {
        await using var own = new RunningApi();
        await own.InitializeAsync();
        var person = await (await new Person(own).SignUp()).Verify();
        // Within a proof's 180 days to the second; the day of the log-in counts as a whole.
        await own.Pass(TimeSpan.FromDays(days) - TimeSpan.FromMinutes(1));

        (await LogInWithProof(person, purpose, own)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GetDashboard_TokenOfTheEarlierVersion_IsGoodUntilItExpiresOrLogsOut()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var earlier = new BearerToken(EarlierToken.Of(
            api.Services, person.Key, api.Clock.GetUtcNow() + TimeSpan.FromMinutes(10)));
        var expired = new BearerToken(EarlierToken.Of(api.Services, person.Key, api.Clock.GetUtcNow()));

        (await api.Get("participants/me", earlier)).Expect(HttpStatusCode.OK);
        (await api.Get("participants/me", expired)).ExpectProblem(HttpStatusCode.Unauthorized, "token.expired");
        (await api.Send(HttpMethod.Delete, "participants/me/session", null, earlier)).Expect(HttpStatusCode.NoContent);

        (await api.Get("participants/me", earlier)).ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
        (await api.Get("participants/me", person.Token))
            .ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
        DeviceBrowser.Safari, DeviceSystem.Ios)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        DeviceBrowser.Edge, DeviceSystem.Windows)]
    [InlineData("Mozilla/5.0 (Linux; Android 13; SM-A536) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
        DeviceBrowser.SamsungInternet, DeviceSystem.Android)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
        DeviceBrowser.Firefox, DeviceSystem.Linux)]
    [InlineData("curl/8.5.0", DeviceBrowser.Other, DeviceSystem.Other)]
    [InlineData("", DeviceBrowser.Other, DeviceSystem.Other)]
    public void Summarize_UserAgent_FindsBrowserAndSystem(string text, DeviceBrowser browser, DeviceSystem system) =>
        Assert.Equal(new DeviceSummary(browser, system), UserAgents.Summarize(text));

    private async Task<ApiAnswer> LogInWithProof(Person person, CodePurpose purpose, RunningApi? at = null)
    {
        var used = at ?? api;
        (await used.Post("sessions/code", new { phone = person.Phone, device = person.Device }))
            .Expect(HttpStatusCode.Accepted);
        return await used.Post(
            "sessions", new { phone = person.Phone, code = person.NextCode(purpose), device = person.Device });
    }

    private static BearerToken TokenOf(ApiAnswer answer) =>
        new(answer.Expect(HttpStatusCode.OK)["token"].GetString()!);

    // Every endpoint of a participant, with a valid body. A test of the routes finds one that is missing here.
    private static IEnumerable<(HttpMethod Method, string Path, object? Body)> OwnEndpoints() =>
    [
        (HttpMethod.Get, "participants/me", null),
        (HttpMethod.Get, "participants/me/profile", null),
        (HttpMethod.Patch, "participants/me/profile", new { province = "33" }),
        (HttpMethod.Post, "participants/me/email/code", null),
        (HttpMethod.Post, "participants/me/email/confirmation", new { code = "123456" }),
        (HttpMethod.Post, "participants/me/test", null),
        (HttpMethod.Put, "participants/me/test", new { answers = new string('a', 18), submit = false }),
        (HttpMethod.Post, "participants/me/applications", new { wave = 9_999 }),
        (HttpMethod.Get, "participants/me/applications/9998/draw", null),
        (HttpMethod.Get, "participants/me/looks", null),
        (HttpMethod.Get, "participants/me/devices", null),
        (HttpMethod.Delete, "participants/me/devices/9998", null),
        (HttpMethod.Delete, "participants/me/session", null),
        (HttpMethod.Delete, "participants/me/sessions", null),
        (HttpMethod.Post, "participants/me/videos/9998/heartbeat", new { positionSeconds = 1 }),
        (HttpMethod.Get, "participants/me/card", null),
        (HttpMethod.Get, "participants/me/purchases", null),
        (HttpMethod.Post, "participants/me/purchases/9998/pre-test", new { answers = "abcde" }),
        (HttpMethod.Post, "participants/me/purchases/9998/review", new { rating = 5, review = "Baik." }),
        (HttpMethod.Post, "participants/me/wallet", new { provider = "ovo", account = "081234567890" }),
        (HttpMethod.Get, "participants/me/incentives", null),
        (HttpMethod.Post, "participants/me/surveys/9998", new { answers = new[] { 1, 2, 3, 4, 5 } }),
        (HttpMethod.Post, "participants/me/complaints", new { category = "other", text = "Baik." }),
        (HttpMethod.Get, "participants/me/complaints", null),
        (HttpMethod.Get, "participants/me/complaints/none", null),
        (HttpMethod.Post, "participants/me/complaints/none/reopening", new { text = "Baik." }),
        (HttpMethod.Post, "participants/me/complaints/none/withdrawal", null),
    ];

    [Fact]
    public void OwnEndpoints_HasEveryRoute() => Assert.Equal(
        Routes.Guarded(api).Where(route => route.Needs.Kind == CallerKinds.Participant)
            .Select(route => $"{route.Method} {route.Path.TrimEnd('/')}").Order(StringComparer.Ordinal),
        OwnEndpoints().Select(one => $"{one.Method} /api/v1/{one.Path}").Order(StringComparer.Ordinal));
}
