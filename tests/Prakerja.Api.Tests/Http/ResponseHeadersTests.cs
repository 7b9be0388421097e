using System.Net;
using System.Net.Http.Headers;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

/// <summary>What caches and browsers are told.</summary>
public sealed class ResponseHeadersTests(RunningApi api)
{
    [Fact]
    public async Task EveryAnswer_IsNotSniffedAndRunsNothing()
    {
        foreach (var path in (string[])["waves", "participants/me", "no-such-path", "management/keys"])
        {
            using var answer = await Ask(path);

            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
            Assert.Null(Header(answer, "Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task PersonalAnswer_IsNotStored()
    {
        var person = await (await new Person(api).SignUp()).Verify();

        using var own = await Ask("participants/me", person.Token);
        using var refused = await Ask("participants/me");
        using var certificate = await Ask("certificates?number=NONE/1");
        using var open = await Ask("regions/provinces");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal("no-store", Header(own, "Cache-Control"));
        Assert.Equal("no-store", Header(refused, "Cache-Control"));
        Assert.Equal("no-store", Header(certificate, "Cache-Control"));
        Assert.Null(Header(open, "Cache-Control"));
    }

    [Fact]
    public async Task ApiPage_InDevelopment_IsCompressedAndMayRunItsOwnScriptOnly()
    {
        var root = new Uri(api.Http.BaseAddress!, "/");
        using var page = await Ask(new Uri(root, "docs/").ToString());
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var script = System.Text.RegularExpressions.Regex.Match(html, "src=\"([^\"]+\\.js[^\"]*)\"").Groups[1].Value;
        using var code = await Ask(new Uri(new Uri(root, "docs/"), script).ToString());

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("default-src 'self'", Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, code.StatusCode);
        Assert.NotEmpty(code.Content.Headers.ContentEncoding);
        Assert.True(
            code.Headers.ETag is not null || Header(code, "Cache-Control") is not null, code.Headers.ToString());
    }

    [Fact]
    public async Task InProductionSettings_ThereIsNoPageAndBrowsersKeepToTls()
    {
        await using var own = new RunningApi
        {
            Settings = ["--Prakerja:Edge:ApiPage=false", "--Prakerja:Edge:TransportSecuritySeconds=31536000"],
        };
        await own.InitializeAsync();

        using var page = await own.Http.GetAsync(
            new Uri(own.Http.BaseAddress!, "/docs"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("max-age=31536000", Header(page, "Strict-Transport-Security"));
    }

    [Fact]
    public async Task ManyConnections_AboveTheLimit_AreClosed()
    {
        await using var own = new RunningApi { Settings = ["--Prakerja:Edge:MaxConnections=10"] };
        await own.InitializeAsync();
        var address = own.Http.BaseAddress!;
        var open = new List<System.Net.Sockets.TcpClient>();
        try
        {
            var closed = 0;
            for (var index = 0; index < 20; index++)
            {
                var client = new System.Net.Sockets.TcpClient();
                open.Add(client);
                await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
                var request = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray();
                await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
                closed += await IsClosed(client) ? 1 : 0;
            }

            Assert.InRange(closed, 9, 12);
        }
        finally
        {
            foreach (var client in open) client.Dispose();
        }
    }

    private static async Task<bool> IsClosed(System.Net.Sockets.TcpClient client)
    {
        try
        {
            var buffer = new byte[16];
            return await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<HttpResponseMessage> Ask(string path, Credential? caller = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Http.BaseAddress!, path));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        (caller ?? Credential.None).ApplyTo(request, [], api.Clock.GetUtcNow());
        return await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
