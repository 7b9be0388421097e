using System.Net;
using System.Net.Http.Json;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>One source cannot send sign-ups, log-ins and wrong credentials without end.</summary>
public sealed class SourceLimitTests
{
    private static readonly string[] Limits =
    [
        "--Prakerja:SourceLimits:Enabled=true",
        "--Prakerja:SourceLimits:SignUpsPerMinute=5",
        "--Prakerja:SourceLimits:SessionsPerMinute=6",
        "--Prakerja:SourceLimits:FailedCredentialsPerMinute=7",
        "--Prakerja:Proxies:Networks:0=127.0.0.0/8",
    ];

    [Fact]
    public async Task Requests_AboveALimitOfOneSource_Get429WithRetryAfter()
    {
        await using var api = await StartAsync(Limits);

        for (var person = 1; person <= 5; person++)
            (await api.Post("participants", new Person(api).SignUpBody())).Expect(HttpStatusCode.Created);
        AssertRefused(await api.Post("participants", new Person(api).SignUpBody()));

        for (var request = 1; request <= 6; request++)
            (await api.Post("sessions/code", new { phone = "081299990000" })).Expect(HttpStatusCode.Accepted);
        AssertRefused(await api.Post("sessions", new { phone = "081299990000", code = "12345678" }));

        for (var guess = 1; guess <= 7; guess++)
            (await api.Get("management/keys", new ManagementKey("guessed")))
                .ExpectProblem(HttpStatusCode.Unauthorized, "key.unknown");
        // A limit must also hold against who is not in a hurry.
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        AssertRefused(await api.Get("management/keys", new ManagementKey("guessed")));
        (await api.Get("waves")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Forms_ThatSendOrTakeACode_CountAndStepsDoNot()
    {
        await using var api = await StartAsync(Limits);
        // Without an antiforgery token a form does nothing, but it counts.
        for (var form = 1; form <= 20; form++)
            Assert.Equal(HttpStatusCode.BadRequest, await SendForm(api, "/daftar?langkah=1"));
        for (var form = 1; form <= 5; form++)
            Assert.Equal(HttpStatusCode.BadRequest, await SendForm(api, "/daftar?handler=Send"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendForm(api, "/daftar?Handler=send"));

        for (var form = 1; form <= 6; form++)
            Assert.Equal(
                HttpStatusCode.BadRequest, await SendForm(api, form % 2 == 0 ? "/masuk/kode" : "/daftar/kode"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendForm(api, "/masuk"));
        using var page = await api.Http.GetAsync(
            new Uri(api.Http.BaseAddress!, "/masuk"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task ForwardedAddress_FromAConfiguredProxy_IsASourceOfItsOwn()
    {
        await using var api = await StartAsync(Limits);

        for (var client = 1; client <= 8; client++)
            Assert.Equal(HttpStatusCode.Created, (await SignUpFrom(api, $"203.0.113.{client}")).StatusCode);
        for (var request = 1; request <= 5; request++) await SignUpFrom(api, "203.0.113.99");
        using var refused = await SignUpFrom(api, "203.0.113.99");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task ForwardedAddress_FromAStranger_IsIgnored()
    {
        await using var api = await StartAsync(Limits[..^1]);
        for (var client = 1; client <= 5; client++)
            Assert.Equal(HttpStatusCode.Created, (await SignUpFrom(api, $"203.0.113.{client}")).StatusCode);

        using var refused = await SignUpFrom(api, "203.0.113.6");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    private static void AssertRefused(ApiAnswer answer)
    {
        answer.ExpectProblem(HttpStatusCode.TooManyRequests, "request.too_many");
        Assert.InRange(answer.RetryAfterSeconds!.Value, 1, 60);
    }

    private static async Task<HttpStatusCode> SendForm(RunningApi api, string address)
    {
        using var form = new FormUrlEncodedContent([]);
        using var answer = await api.Http.PostAsync(
            new Uri(api.Http.BaseAddress!, address), form, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<RunningApi> StartAsync(string[] settings)
    {
        var api = new RunningApi { Settings = settings };
        await api.InitializeAsync();
        return api;
    }

    private static async Task<HttpResponseMessage> SignUpFrom(RunningApi api, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Http.BaseAddress!, "participants"))
        {
            Content = JsonContent.Create(new Person(api).SignUpBody()),
        };
        request.Headers.Add("X-Forwarded-For", address);
        return await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
