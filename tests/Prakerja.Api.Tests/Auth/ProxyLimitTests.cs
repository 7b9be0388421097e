using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Prakerja.Api.Tests.Documentation;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>The limits of the shipped proxy file, over a real HAProxy in front of the shared system.</summary>
public sealed class ProxyLimitTests(RunningApi api)
{
    [Fact]
    public async Task Requests_AboveALimitOfTheProxy_Get429WithRetryAfter()
    {
        using var proxy = await Proxy.StartAsync(api, "on");

        Assert.Equal(
            (300, HttpStatusCode.TooManyRequests),
            await proxy.CountUntilRefused(() => new HttpRequestMessage(HttpMethod.Post, "api/v1/participants/")
            {
                Content = JsonContent.Create(new { }),
            }));
        // The pages' forms count with the calls of the API; a form that only keeps a step does not count.
        Assert.Equal(
            (0, HttpStatusCode.TooManyRequests),
            await proxy.CountUntilRefused(() => new HttpRequestMessage(HttpMethod.Post, "daftar?Handler=Send")));
        using var step = await proxy.Http.PostAsync(
            new Uri("daftar?langkah=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, step.StatusCode);
        Assert.Equal(
            (600, HttpStatusCode.TooManyRequests),
            await proxy.CountUntilRefused(() => new HttpRequestMessage(HttpMethod.Post, "api/v1/sessions")
            {
                Content = JsonContent.Create(new { }),
            }));
        Assert.Equal(
            (0, HttpStatusCode.TooManyRequests),
            await proxy.CountUntilRefused(() => new HttpRequestMessage(HttpMethod.Post, "masuk")));
        Assert.Equal(
            (61, HttpStatusCode.TooManyRequests),
            await proxy.CountUntilRefused(() => new HttpRequestMessage(HttpMethod.Get, "api/v1/management/keys")
            {
                Headers = { { "Authorization", "Key guessed" } },
            }));
        using var open = await proxy.Http.GetAsync(
            new Uri("api/v1/waves", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task Requests_WithLimitsOff_AreNotCounted()
    {
        using var proxy = await Proxy.StartAsync(api, "off");

        var (count, status) = await proxy.CountUntilRefused(
            () => new HttpRequestMessage(HttpMethod.Get, "api/v1/management/keys")
            {
                Headers = { { "Authorization", "Key guessed" } },
            },
            limit: 100);

        Assert.Equal((100, HttpStatusCode.Unauthorized), (count, status));
    }

    private sealed class Proxy(Process process, HttpClient http, DirectoryInfo directory) : IDisposable
    {
        public HttpClient Http => http;

        public static async Task<Proxy> StartAsync(RunningApi api, string limits)
        {
            var directory = Directory.CreateTempSubdirectory("prakerja-proxy-");
            var nodes = Path.Combine(directory.FullName, "nodes.cfg");
            var node = new Uri(api.Http.BaseAddress!, "/");
            await File.WriteAllTextAsync(
                nodes,
                $"backend api\n    server api-1 127.0.0.1:{node.Port.ToString(CultureInfo.InvariantCulture)}\n",
                TestContext.Current.CancellationToken);
            var port = FreePort();
            var start = new ProcessStartInfo(
                File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : "haproxy",
                ["-db", "-f", Path.Combine(Document.RepositoryRoot(), "deploy/proxy/haproxy.cfg"), "-f", nodes])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["PROXY_ADDRESS"] = "127.0.0.1";
            start.Environment["PROXY_PORT"] = port.ToString(CultureInfo.InvariantCulture);
            start.Environment["PROXY_SOURCE_LIMITS"] = limits;
            var process = Process.Start(start)!;
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            var proxy = new Proxy(process, http, directory);
            await World.Eventually(proxy.IsReady);
            return proxy;
        }

        /// <summary>How many requests passed, and the status of the last answer.</summary>
        public async Task<(int Passed, HttpStatusCode Last)> CountUntilRefused(
            Func<HttpRequestMessage> make, int limit = 1_000)
        {
            for (var passed = 0; ; passed++)
            {
                using var request = make();
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Assert.Equal(60, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
                    return (passed, answer.StatusCode);
                }

                if (passed + 1 == limit) return (limit, answer.StatusCode);
            }
        }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            http.Dispose();
            directory.Delete(recursive: true);
        }

        private async Task<bool> IsReady()
        {
            try
            {
                using var answer = await http.GetAsync(
                    new Uri("api/v1/waves", UriKind.Relative), TestContext.Current.CancellationToken);
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false; // it does not listen yet
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
