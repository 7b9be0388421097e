using Microsoft.Extensions.Logging;

namespace Prakerja.Silo.Health;

/// <summary>How many silos a client of the cluster is connected to.</summary>
internal sealed class GatewayHealthCheck : IReadinessCheck
{
    private volatile int connected;

    public void Changed(int now) => connected = now;

    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(connected > 0 ? null : "No silo of the cluster can be reached.");
}

/// <summary>Has a client ask each second for a first silo until there is one.</summary>
internal sealed partial class ClusterConnectionRetry(TimeProvider time, ILogger<ClusterConnectionRetry> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool isTold;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!isTold) NobodyThere(logger, exception.Message);
        isTold = true;
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(1303, LogLevel.Warning, "No silo of the cluster can be reached yet; asking on. {Why}")]
    private static partial void NobodyThere(ILogger logger, string why);
}
