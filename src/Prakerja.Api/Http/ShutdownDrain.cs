using Microsoft.Extensions.Options;
using Prakerja.Silo.Hosting.Cluster;

namespace Prakerja.Api.Http;

/// <summary>
/// Delays the shutdown of a node: the node reports that it is not ready, but still serves requests for
/// <see cref="ClusterOptions.DrainSeconds"/>, until the proxy sends requests to other nodes. After that the node
/// accepts no more requests and finishes those that it has.
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
    // The time to finish the requests that are running after the drain; equal to Orleans' timeout of a call.
    private static readonly TimeSpan FinishTimeout = TimeSpan.FromSeconds(30);

    public static void AddShutdownDrain(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ShutdownDrain>();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ClusterOptions>>((host, cluster) =>
            host.ShutdownTimeout = FinishTimeout + TimeSpan.FromSeconds(cluster.Value.DrainSeconds));
    }
}
