using Microsoft.Extensions.Logging;

namespace Prakerja.Silo.Health;

/// <summary>Checks that this client of the cluster is connected to at least one silo.</summary>
internal sealed class GatewayHealthCheck : IReadinessCheck
{
    private volatile int connectedGateways;

    /// <summary>Takes over the number of connected gateways after it changed.</summary>
    public void Update(int connected) => connectedGateways = connected;

    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(connectedGateways > 0 ? null : "No silo of the cluster can be reached.");
}

/// <summary>Makes a client try every second to connect to a first silo, until it succeeds.</summary>
internal sealed partial class ClusterConnectionRetry(TimeProvider time, ILogger<ClusterConnectionRetry> logger)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool isLogged;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!isLogged) LogNoSilo(logger, exception.Message);
        isLogged = true;
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(1303, LogLevel.Warning,
        "No silo of the cluster can be reached yet; the node tries again every second. {Reason}")]
    private static partial void LogNoSilo(ILogger logger, string reason);
}
