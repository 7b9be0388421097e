using Microsoft.Extensions.Hosting;

namespace Prakerja.Silo.Health;

/// <summary>Checks one thing that a node needs to serve requests.</summary>
public interface IReadinessCheck
{
    /// <summary>Why the node cannot serve; null when this check passes.</summary>
    ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken);
}

/// <summary>The readiness of a node: all its checks together with the state of its process.</summary>
public static class ReadinessChecks
{
    /// <summary>Runs all checks at the same time and reports every reason why the node is not ready.</summary>
    public static async Task<HealthReport> GetReportAsync(
        this IEnumerable<IReadinessCheck> checks,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        var failures = await Task.WhenAll(checks.Select(check => check.GetFailureAsync(cancellationToken).AsTask()));
        var reasons = failures.OfType<string>().ToList();
        if (!lifetime.ApplicationStarted.IsCancellationRequested) reasons.Add("The process is starting.");
        if (lifetime.ApplicationStopping.IsCancellationRequested) reasons.Add("The process is stopping.");
        return reasons.Count == 0 ? HealthReport.Ready : HealthReport.NotReady([.. reasons]);
    }
}
