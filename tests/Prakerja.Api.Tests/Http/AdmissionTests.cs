using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Prakerja.Api.Http;

namespace Prakerja.Api.Tests.Http;

/// <summary>What happens when more comes than can be worked on.</summary>
public sealed class AdmissionTests
{
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

    private static Admission One(int waiting) =>
        new(Options.Create(new AdmissionOptions { ConcurrentRequests = 1, WaitingRequests = waiting }));
}
