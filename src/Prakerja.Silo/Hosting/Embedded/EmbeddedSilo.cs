using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Prakerja.Silo.CommitLog.Sqlite;
using Prakerja.Silo.Deadlines;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Embedded;

/// <summary>Adds the whole system to one process: one silo on one SQLite file, without a cluster.</summary>
public static class EmbeddedSilo
{
    /// <summary>
    /// Opens the database and adds the silo. Everything that could stop the start is checked here, before any port is
    /// opened.
    /// </summary>
    /// <exception cref="StartRefusedException">The system cannot start.</exception>
    public static IHostApplicationBuilder AddEmbeddedSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var sqlite = builder.Configuration.ReadValidatedOptions<SqliteOptions>(SqliteOptions.Section);
        var data = DataDirectory.Of(builder.Configuration);
        var wasUsed = data.WasUsed;
        var identity = data.IdentityKey();
        sqlite.DataDirectory = data.Path;
        var database = SqliteDatabase.Open(sqlite, identity.Fingerprint, wasUsed, TimeProvider.System);

        var services = builder.Services;
        services.AddSingleton(identity);
        // Registered with a factory, so that the container disposes it, after everything else.
        services.AddSingleton(_ => database);
        services.AddSqliteCommitLog();
        services.AddProgramme();
        services.AddDataDirectory(data);
        builder.UseOrleans(silo => Configure(silo, database.ConnectionString));
        return builder;
    }

    private static void Configure(ISiloBuilder silo, string connectionString)
    {
        // No other silo joins an embedded one: it listens on loopback, on any free port, and has no gateway.
        var port = FreePort();
        silo.UseLocalhostClustering(port, 0, serviceId: "prakerja", clusterId: "embedded");
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
        silo.UseSqliteReminders(connectionString);
        silo.AddPrakerjaSilo();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
