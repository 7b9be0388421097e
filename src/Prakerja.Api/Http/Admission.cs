using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Commits;

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
/// 503: a queue without an end would only make everybody late. Health checks always pass, or a busy node
/// would be taken for a dead one.
/// </summary>
internal sealed class Admission : IAsyncDisposable
{
    private readonly PreparedProblem busy = new(SystemRefusals.Busy);
    private readonly ConcurrencyLimiter limiter;

    public Admission(IOptions<AdmissionOptions> options) =>
        limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Value.ConcurrentRequests,
            QueueLimit = options.Value.WaitingRequests,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    public static bool IsHealth(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsHealth(context))
        {
            await next(context);
            return;
        }

        using var lease = await limiter.AcquireAsync(permitCount: 1, context.RequestAborted);
        await (lease.IsAcquired ? next(context) : busy.WriteAsync(context));
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();
}
