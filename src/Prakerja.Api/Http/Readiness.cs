using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Grains.Commits;
using Prakerja.Silo.Operations;

namespace Prakerja.Api.Http;

/// <summary>Whether this node can serve, and if not, why.</summary>
/// <param name="Status">"live", "ready" or "notReady".</param>
internal sealed record Readiness(string Status, ImmutableArray<string> Reasons);

/// <summary>
/// Live: the process answers; restarting it would not help. Ready: the store answers and takes writes as well, so
/// requests are worth sending here. The web server starts after the silo, so where either answers, the silo runs.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(2);

    // Nobody holds it; to be told so takes the whole way to the store and back.
    private static readonly KeyedHash Nobody = new(0, 0);

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
        IClaimReader claims, WriteProbe writes, IHostApplicationLifetime lifetime, CancellationToken cancelled)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (lifetime.ApplicationStopping.IsCancellationRequested) reasons.Add("The process is stopping.");
        try
        {
            await claims.FindHolderAsync(ClaimKind.Email, Nobody).AsTask().WaitAsync(StorePatience, cancelled);
            if (await writes.LookAsync().WaitAsync(StorePatience, cancelled) is { } whyNot) reasons.Add(whyNot);
        }
        catch (StoreUnavailableException exception)
        {
            reasons.Add(exception.Message);
        }
        catch (TimeoutException)
        {
            reasons.Add($"The store did not answer within {StorePatience.TotalSeconds} s.");
        }

        if (reasons.Count == 0) return TypedResults.Ok(new Readiness("ready", []));
        return TypedResults.Json(
            new Readiness("notReady", reasons.ToImmutable()),
            WireJson.Default.Readiness,
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
