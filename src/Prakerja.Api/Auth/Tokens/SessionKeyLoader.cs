namespace Prakerja.Api.Auth;

/// <summary>
/// Delays the start of the node until the session keys are loaded, and reads them again from time to time. Without the
/// keys a node would refuse every token as invalid, and people would have to log in again because no silo was there for
/// a moment.
/// </summary>
internal sealed partial class SessionKeyLoader(SessionKeys keys, TimeProvider time, ILogger<SessionKeyLoader> logger)
    : BackgroundService
{
    /// <summary>Much shorter than the day for which a new key does not sign.</summary>
    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (await TryLoad(cancellationToken) is not null)
            await Task.Delay(RetryDelay, time, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var refreshes = new PeriodicTimer(RefreshPeriod, time);
        while (await refreshes.WaitForNextTickAsync(stoppingToken))
        {
            if (await TryLoad(stoppingToken) is { } failure) LogNotRefreshed(logger, failure.GetType().Name);
        }
    }

    // Before the client has found a silo it throws exceptions of several types; the health checks report the cause.
    private async Task<Exception?> TryLoad(CancellationToken stopping)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(CallTimeout);
        try
        {
            await keys.LoadAsync(timeout.Token);
            return null;
        }
#pragma warning disable CA1031 // After any failure the node asks again; until then the loaded keys stay in use.
        catch (Exception failure) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return failure;
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The session keys cannot be read again now: {ExceptionType}.")]
    private static partial void LogNotRefreshed(ILogger logger, string exceptionType);
}
