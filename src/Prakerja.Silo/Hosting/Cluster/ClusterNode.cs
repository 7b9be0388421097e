using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// The parts of a cluster node that are opened before its host is built: directory, identity key and database.
/// </summary>
internal sealed record ClusterNode(
    ClusterOptions Options, DataDirectory Data, IdentityKey Identity, PostgresDatabase Database)
{
    /// <summary>Opens the parts of a node.</summary>
    /// <exception cref="StartRefusedException">One of them cannot be opened.</exception>
    public static ClusterNode Open(IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadValidatedOptions<ClusterOptions>(ClusterOptions.Section);
        var postgres = builder.Configuration.ReadValidatedOptions<PostgresOptions>(PostgresOptions.Section);
        var data = DataDirectory.Of(builder.Configuration);
        data.Make();
        var identity = IdentityKeyFile.OfCluster(builder, data);
        // Nothing else runs yet that this wait could block. It runs on the pool, so the context of a caller does not
        // matter.
        var database = Task.Run(() => PostgresDatabase.OpenAsync(
            postgres, identity.Fingerprint, options.Id, TimeProvider.System, CancellationToken.None))
            .GetAwaiter().GetResult();
        return new ClusterNode(options, data, identity, database);
    }

    /// <summary>Adds the opened parts, and the services that every node has.</summary>
    public void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<ClusterOptions>(ClusterOptions.Section);
        services.AddSingleton(Identity);
        // Registered with a factory, so that the container disposes it, after everything else.
        services.AddSingleton(_ => Database);
        services.AddProgramme();
        services.AddDataDirectory(Data);
    }

    /// <summary>Returns the address of this silo after checking that its two ports are free.</summary>
    /// <exception cref="StartRefusedException">The address is not one of this machine, or a port is in use.</exception>
    public IPAddress SiloAddress()
    {
        if (!IPAddress.TryParse(Options.Address, out var address))
            throw Refused(
                nameof(ClusterOptions.Address),
                $"'{Options.Address}' is not an IP address: name one at which the other nodes reach this silo.");
        RefuseIfInUse(address, Options.SiloPort, nameof(ClusterOptions.SiloPort));
        RefuseIfInUse(address, Options.GatewayPort, nameof(ClusterOptions.GatewayPort));
        return address;
    }

    private static void RefuseIfInUse(IPAddress address, int port, string setting)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Refused(
                setting, $"port {port} of {address} is in use: stop the other program, or name another port.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw Refused(
                nameof(ClusterOptions.Address), $"{address} is not an address of this machine: name one that is.");
        }
    }

    private static StartRefusedException Refused(string setting, string problem) =>
        new($"{ClusterOptions.Section}:{setting}: {problem}");
}
