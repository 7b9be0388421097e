namespace Prakerja.Api.Http;

/// <summary>
/// An API node of a cluster listens before it has found a silo, so that it can say why it is not ready. Until then there
/// is nobody to ask, and nothing of a request was done.
/// </summary>
internal sealed class StartupGateMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    private readonly CancellationToken started = lifetime.ApplicationStarted;

    public Task InvokeAsync(HttpContext context) =>
        started.IsCancellationRequested || AdmissionControl.IsHealth(context)
            ? next(context)
            : Problem.Of(RequestRefusals.Unavailable).WriteAsync(context);
}
