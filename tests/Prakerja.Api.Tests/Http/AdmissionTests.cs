using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Prakerja.Api.Http;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

/// <summary>What happens when more comes than can be worked on.</summary>
public sealed class AdmissionTests
{
    private static readonly byte[] HeadOfAPost = Encoding.ASCII.GetBytes(string.Join(
        "\r\n",
        "POST /api/v1/sessions/code HTTP/1.1",
        "Host: node",
        "Content-Type: application/json",
        "Content-Length: 2",
        "Expect: 100-continue",
        "Connection: close",
        "",
        ""));

    [Fact]
    public async Task Invoke_QueueFull_Returns503WithRetryAfter()
    {
        await using var admission = One(waiting: 0);
        var ends = new TaskCompletionSource();
        var first = admission.InvokeAsync(new DefaultHttpContext(), _ => ends.Task);

        var second = new DefaultHttpContext();
        await admission.InvokeAsync(second, _ => throw new InvalidOperationException("It was let in."));

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, second.Response.StatusCode);
        Assert.Equal("1", second.Response.Headers.RetryAfter);
        ends.SetResult();
        await first;
    }

    [Fact]
    public async Task Invoke_PlaceInTheQueue_WaitsForTheFirstToEnd()
    {
        await using var admission = One(waiting: 1);
        var ends = new TaskCompletionSource();
        var first = admission.InvokeAsync(new DefaultHttpContext(), _ => ends.Task);
        var letIn = false;

        var second = admission.InvokeAsync(new DefaultHttpContext(), _ =>
        {
            letIn = true;
            return Task.CompletedTask;
        });
        Assert.False(letIn);
        ends.SetResult();
        await Task.WhenAll(first, second);

        Assert.True(letIn);
    }

    [Fact]
    public async Task Invoke_HealthCheckWhileFull_PassesAtOnce()
    {
        await using var admission = One(waiting: 0);
        var ends = new TaskCompletionSource();
        var first = admission.InvokeAsync(new DefaultHttpContext(), _ => ends.Task);
        var letIn = false;

        var health = new DefaultHttpContext { Request = { Path = "/health/live" } };
        await admission.InvokeAsync(health, _ =>
        {
            letIn = true;
            return Task.CompletedTask;
        });

        Assert.True(letIn);
        ends.SetResult();
        await first;
    }

    [Fact]
    public async Task Invoke_BodyStillOnItsWay_TakesNobodysPlace()
    {
        await using var admission = One(waiting: 0);
        var body = new Pipe();
        var seen = 0L;
        var slow = admission.InvokeAsync(WithBody(body), async context =>
            seen = (await RequestBody.ReadAsync(context)).Bytes.Length);

        var letIn = false;
        await admission.InvokeAsync(new DefaultHttpContext(), _ =>
        {
            letIn = true;
            return Task.CompletedTask;
        });
        Assert.True(letIn);
        Assert.False(slow.IsCompleted);

        await body.Writer.WriteAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);
        await body.Writer.CompleteAsync();
        await slow;
        Assert.Equal(2, seen);
    }

    [Fact]
    public async Task Invoke_BodyOnItsWayWhileFull_Returns503WithoutWaitingForIt()
    {
        await using var admission = One(waiting: 0);
        var ends = new TaskCompletionSource();
        var first = admission.InvokeAsync(new DefaultHttpContext(), _ => ends.Task);

        var context = WithBody(new Pipe());
        await admission.InvokeAsync(context, _ => throw new InvalidOperationException("It was let in."))
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
        ends.SetResult();
        await first;
    }

    [Fact]
    public async Task Post_BodyStillOnItsWay_OthersAreAnsweredMeanwhile()
    {
        await using var api = new RunningApi
        {
            Settings = ["--Prakerja:Admission:ConcurrentRequests=1", "--Prakerja:Admission:WaitingRequests=0"],
        };
        await api.InitializeAsync();
        var cancelled = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(api.Http.BaseAddress!.Host, api.Http.BaseAddress.Port, cancelled);
        using var answers = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync(HeadOfAPost, cancelled);
        // The node says so when it begins to wait for the body.
        Assert.Equal("HTTP/1.1 100 Continue", await answers.ReadLineAsync(cancelled));

        (await api.Get("waves")).Expect(HttpStatusCode.OK);

        await client.GetStream().WriteAsync("{}"u8.ToArray(), cancelled);
        Assert.Contains("request.field_missing", await answers.ReadToEndAsync(cancelled), StringComparison.Ordinal);
    }

    private static DefaultHttpContext WithBody(Pipe body)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        context.Request.Body = body.Reader.AsStream();
        return context;
    }

    private static AdmissionControl One(int waiting) =>
        new(Options.Create(new AdmissionOptions { ConcurrentRequests = 1, WaitingRequests = waiting }));

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
