using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Silo.Health;

namespace Prakerja.Api.Http;

/// <summary>
/// The health endpoints. Live: the process answers, and restarting it would not help. Ready: everything it needs
/// works as well, so requests can be sent here: the store answers and takes writes, and in a cluster a silo is reached.
/// </summary>
internal static class HealthApi
{
    public static void MapHealthApi(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Kesehatan");
        health.MapGet("/live", () => TypedResults.Ok(HealthReport.Live))
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
        var report = await checks.GetReportAsync(lifetime, cancelled);
        if (report.Reasons.IsEmpty) return TypedResults.Ok(report);
        return TypedResults.Json(
            report, HealthJson.Default.HealthReport, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
