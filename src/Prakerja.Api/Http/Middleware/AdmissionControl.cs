using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Http;

/// <summary>
/// Limits the requests that are processed at once, lets a limited number wait, and answers all others at once with
/// 503, because an unlimited queue would delay every request. A request enters only after its whole body has arrived,
/// so slow clients occupy no place. Health checks are never limited: a busy node must not look like a dead one.
/// </summary>
internal sealed class AdmissionControl : IAsyncDisposable
{
    private readonly PreparedProblem busy = new(SystemRefusals.Busy);
    private readonly ConcurrencyLimiter limiter;
    private readonly int capacity;
    private int occupied; // The limiter's own statistics would allocate an object at each read.

    public AdmissionControl(IOptions<AdmissionOptions> options)
    {
        capacity = options.Value.ConcurrentRequests + options.Value.WaitingRequests;
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
            // When all places are occupied, the client need not send its body.
            if (Volatile.Read(ref occupied) >= capacity)
            {
                await busy.WriteAsync(context);
                return;
            }

            await RequestBody.ReadAsync(context);
        }

        Interlocked.Increment(ref occupied);
        try
        {
            using var lease = await limiter.AcquireAsync(permitCount: 1, context.RequestAborted);
            await (lease.IsAcquired ? next(context) : busy.WriteAsync(context));
        }
        finally
        {
            Interlocked.Decrement(ref occupied);
        }
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
