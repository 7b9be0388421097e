using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// A web server that stops the program when it cannot start. Of services that start side by side the host awaits every
/// one, and those that wait for a silo would keep to themselves for ever that the port is taken.
/// </summary>
internal sealed class StopOnStartFailureServer(IServer server, IHostApplicationLifetime program) : IServer
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
            program.StopApplication();
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();
}

internal static class StopOnStartFailureServerHosting
{
    /// <summary>Has the web server that is there already stop the program when it cannot start.</summary>
    public static void StopWhenServerFailsToStart(this IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType
            ?? throw new InvalidOperationException("The web server is no type of its own.");
        services.Replace(ServiceDescriptor.Singleton<IServer>(provider => new StopOnStartFailureServer(
            (IServer)ActivatorUtilities.CreateInstance(provider, server),
            provider.GetRequiredService<IHostApplicationLifetime>())));
    }
}
