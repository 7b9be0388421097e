namespace Prakerja.Api.Http;

/// <summary>
/// Answers 503 to every request, except health checks, until the node has started. An API node of a cluster listens
/// before it has found a silo, so that its health check can give the reason why the node is not ready. A request that
/// is refused here was not carried out.
/// </summary>
internal sealed class StartupGateMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    private readonly CancellationToken started = lifetime.ApplicationStarted;

    public Task InvokeAsync(HttpContext context) =>
        started.IsCancellationRequested || AdmissionControl.IsHealth(context)
            ? next(context)
            : Problem.Of(RequestRefusals.Unavailable).WriteAsync(context);
}
