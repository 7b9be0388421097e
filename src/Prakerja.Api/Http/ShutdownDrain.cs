using Microsoft.Extensions.Options;
using Prakerja.Silo.Hosting.Cluster;

namespace Prakerja.Api.Http;

/// <summary>
/// A node that is told to stop says so first: it is no longer ready, and serves on until the proxy in front of it has had
/// time to look elsewhere. Only then does it take no more, and finish what it has.
/// </summary>
internal sealed class ShutdownDrain(IOptions<ClusterOptions> options, TimeProvider time) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class ShutdownDrainHosting
{
    // What runs when the node takes no more gets this long to end; Orleans gives up on a call after as much.
    private static readonly TimeSpan FinishPatience = TimeSpan.FromSeconds(30);

    public static void AddShutdownDrain(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ShutdownDrain>();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ClusterOptions>>((host, cluster) =>
            host.ShutdownTimeout = FinishPatience + TimeSpan.FromSeconds(cluster.Value.DrainSeconds));
    }
}
