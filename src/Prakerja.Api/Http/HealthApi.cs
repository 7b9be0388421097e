using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Silo.Health;

namespace Prakerja.Api.Http;

/// <summary>Whether this node can serve, and if not, why.</summary>
/// <param name="Status">"live", "ready" or "notReady".</param>
internal sealed record HealthReport(string Status, ImmutableArray<string> Reasons);

/// <summary>
/// Live: the process answers; restarting it would not help. Ready: what it stands on answers as well, the store, which
/// takes writes, and in a cluster the silos, so requests are worth sending here.
/// </summary>
internal static class HealthApi
{
    public static void MapHealthApi(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Kesehatan");
        health.MapGet("/live", () => TypedResults.Ok(new HealthReport("live", [])))
            .WithName("getLive")
            .WithSummary("The process answers.");
        health.MapGet("/ready", GetReady)
            .Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable)
            .WithName("getReady")
            .WithSummary("The process can serve; 503 with reasons.");
    }

    private static async Task<Results<Ok<HealthReport>, JsonHttpResult<HealthReport>>> GetReady(
        IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime, CancellationToken cancelled)
    {
        var reasons = await checks.GetFailureAsync(cancelled);
        if (!lifetime.ApplicationStarted.IsCancellationRequested) reasons = reasons.Add("The process is starting.");
        if (lifetime.ApplicationStopping.IsCancellationRequested) reasons = reasons.Add("The process is stopping.");
        if (reasons.IsEmpty) return TypedResults.Ok(new HealthReport("ready", []));
        return TypedResults.Json(
            new HealthReport("notReady", reasons),
            HttpJson.Default.HealthReport,
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
