using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Silo.Operations;

namespace Prakerja.Api.Http;

/// <summary>Whether this node can serve, and if not, why.</summary>
/// <param name="Status">"live", "ready" or "notReady".</param>
internal sealed record Readiness(string Status, ImmutableArray<string> Reasons);

/// <summary>
/// Live: the process answers; restarting it would not help. Ready: what it stands on answers as well, the store, which
/// takes writes, and in a cluster the silos, so requests are worth sending here.
/// </summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Kesehatan");
        health.MapGet("/live", () => TypedResults.Ok(new Readiness("live", [])))
            .WithName("getLive")
            .WithSummary("The process answers.");
        health.MapGet("/ready", GetReady)
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable)
            .WithName("getReady")
            .WithSummary("The process can serve; 503 with reasons.");
    }

    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> GetReady(
        IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime, CancellationToken cancelled)
    {
        var reasons = await checks.WhyNotAsync(cancelled);
        if (!lifetime.ApplicationStarted.IsCancellationRequested) reasons = reasons.Add("The process is starting.");
        if (lifetime.ApplicationStopping.IsCancellationRequested) reasons = reasons.Add("The process is stopping.");
        if (reasons.IsEmpty) return TypedResults.Ok(new Readiness("ready", []));
        return TypedResults.Json(
            new Readiness("notReady", reasons),
            WireJson.Default.Readiness,
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
