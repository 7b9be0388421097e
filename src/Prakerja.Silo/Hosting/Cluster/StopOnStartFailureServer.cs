using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// A web server that stops the program when it cannot start. The host awaits all services that start at the same time,
/// so without this the services that wait for a silo would hide forever that the port is in use.
/// </summary>
internal sealed class StopOnStartFailureServer(IServer server, IHostApplicationLifetime lifetime) : IServer
{
    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(
        IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            await server.StartAsync(application, cancellationToken);
        }
        catch
        {
            lifetime.StopApplication();
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();
}

internal static class StopOnStartFailureServerHosting
{
    /// <summary>Wraps the registered web server so that it stops the program when it cannot start.</summary>
    public static void StopWhenServerFailsToStart(this IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType
            ?? throw new InvalidOperationException("The registered web server has no implementation type.");
        services.Replace(ServiceDescriptor.Singleton<IServer>(provider => new StopOnStartFailureServer(
            (IServer)ActivatorUtilities.CreateInstance(provider, server),
            provider.GetRequiredService<IHostApplicationLifetime>())));
    }
}
