using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// What a node of a cluster opens before anything is put together: its directory, the identity key and the database.
/// </summary>
internal sealed record ClusterNode(
    ClusterOptions Options, DataDirectory Data, IdentityKey Identity, PostgresDatabase Database)
{
    /// <exception cref="StartRefusedException">One plain line: what is wrong, where, and the cure.</exception>
    public static ClusterNode Open(IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadValidatedOptions<ClusterOptions>(ClusterOptions.Section);
        var postgres = builder.Configuration.ReadValidatedOptions<PostgresOptions>(PostgresOptions.Section);
        var data = DataDirectory.Of(builder.Configuration);
        data.Make();
        var identity = IdentityKeyFile.OfCluster(builder, data);
        // Nothing runs yet that this wait could hold up. On the pool, whatever context a caller may have.
        var database = Task.Run(() => PostgresDatabase.OpenAsync(
            postgres, identity.Fingerprint, options.Id, TimeProvider.System, CancellationToken.None))
            .GetAwaiter().GetResult();
        return new ClusterNode(options, data, identity, database);
    }

    /// <summary>Adds what was opened, and what a node of any kind has.</summary>
    public void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<ClusterOptions>(ClusterOptions.Section);
        services.AddSingleton(Identity);
        // Made by the container, although open already, so that the container closes it, last of all.
        services.AddSingleton(_ => Database);
        services.AddProgramme();
        services.AddDataDirectory(Data);
    }

    /// <summary>The address of this silo; its two ports are free.</summary>
    /// <exception cref="StartRefusedException">It is no address of this machine, or a port is taken.</exception>
    public IPAddress SiloAddress()
    {
        if (!IPAddress.TryParse(Options.Address, out var address))
            throw Refused(nameof(ClusterOptions.Address), $"'{Options.Address}' is no IP address.");
        RefuseUnless(address, Options.SiloPort, nameof(ClusterOptions.SiloPort));
        RefuseUnless(address, Options.GatewayPort, nameof(ClusterOptions.GatewayPort));
        return address;
    }

    private static void RefuseUnless(IPAddress address, int port, string setting)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Refused(setting, $"port {port} of {address} is in use: stop the other program, or name another port.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw Refused(nameof(ClusterOptions.Address), $"{address} is no address of this machine.");
        }
    }

    private static StartRefusedException Refused(string setting, string why) =>
        new($"{ClusterOptions.Section}:{setting}: {why}");
}
