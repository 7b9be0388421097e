using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Http;

/// <summary>How much this node takes on at once.</summary>
internal sealed class AdmissionOptions
{
    public const string Section = "Prakerja:Admission";

    /// <summary>Requests worked on at the same time.</summary>
    [Range(1, 100_000)]
    public int ConcurrentRequests { get; init; } = 1_024;

    /// <summary>Requests that wait for one of these to end; more are turned away with 503.</summary>
    [Range(0, 1_000_000)]
    public int WaitingRequests { get; init; } = 4_096;
}

/// <summary>
/// Lets in as many requests as can be worked on, has some more wait, and turns the rest away at once with
/// 503: a queue without an end would only make everybody late. Who is still sending his body waits outside and takes
/// nobody's place. Health checks always pass, or a busy node would be taken for a dead one.
/// </summary>
internal sealed class AdmissionControl : IAsyncDisposable
{
    private readonly PreparedProblem busy = new(SystemRefusals.Busy);
    private readonly ConcurrencyLimiter limiter;
    private readonly int places;
    private int taken; // the limiter's own count is made anew, on the heap, for each who asks

    public AdmissionControl(IOptions<AdmissionOptions> options)
    {
        places = options.Value.ConcurrentRequests + options.Value.WaitingRequests;
        limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Value.ConcurrentRequests,
            QueueLimit = options.Value.WaitingRequests,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    public static bool IsHealth(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsHealth(context))
        {
            await next(context);
            return;
        }

        if (HasBody(context))
        {
            // Who would be turned away need not send it.
            if (Volatile.Read(ref taken) >= places)
            {
                await busy.WriteAsync(context);
                return;
            }

            await RequestBody.ReadAsync(context);
        }

        Interlocked.Increment(ref taken);
        try
        {
            using var lease = await limiter.AcquireAsync(permitCount: 1, context.RequestAborted);
            await (lease.IsAcquired ? next(context) : busy.WriteAsync(context));
        }
        finally
        {
            Interlocked.Decrement(ref taken);
        }
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
