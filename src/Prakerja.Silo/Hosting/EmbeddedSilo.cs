using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Notifications;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Grains.Training;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Channels;
using Prakerja.Silo.Commits;
using Prakerja.Silo.Deadlines;
using Prakerja.Silo.Operations;
using Prakerja.Silo.Streams;

namespace Prakerja.Silo.Hosting;

/// <summary>The whole system in the caller's process: one silo on one SQLite file, no cluster.</summary>
public static class EmbeddedSilo
{
    /// <summary>
    /// Opens the database and adds the silo. What would make the system start half is refused here, before anything
    /// listens.
    /// </summary>
    /// <exception cref="StartRefusedException">One plain line: what is wrong, where, and the cure.</exception>
    public static IHostApplicationBuilder AddEmbeddedSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var data = new DataDirectory(builder.Configuration[DataDirectory.Setting] ?? "data");
        var wasUsed = data.WasUsed;
        var identity = data.IdentityKey();
        var sqlite = builder.Configuration.ReadChecked<SqliteOptions>(SqliteOptions.Section);
        sqlite.DataDirectory = data.Path;
        var database = SqliteDatabase.Open(sqlite, identity.Fingerprint, wasUsed, TimeProvider.System);

        var services = builder.Services;
        services.AddSingleton(data);
        services.AddSingleton(identity);
        // Made by the container, although open already, so that the container closes it, last of all.
        services.AddSingleton(_ => database);
        services.AddSqliteCommitLog();
        services.AddProgramme();
        services.AddSingleton(new OutboxChannel(data.OutboxPath));
        services.AddSingleton<IMessageChannel>(provider => provider.GetRequiredService<OutboxChannel>());
        services.AddSingleton<IOutboxReader>(provider => provider.GetRequiredService<OutboxChannel>());
        services.AddSingleton<FirstManagementKey>();
        builder.UseOrleans(silo => Configure(silo, database.ConnectionString));
        return builder;
    }

    /// <summary>The programme's clock, options and what its grains share.</summary>
    public static IServiceCollection AddProgramme(this IServiceCollection services)
    {
        services.AddChecked<ProgrammeOptions>(ProgrammeOptions.Section);
        services.AddChecked<DemoOptions>(DemoOptions.Section);
        services.AddChecked<ClockOptions>(ClockOptions.Section);
        services.AddSingleton(new ProgrammeClock(TimeProvider.System));
        services.AddSingleton<RecordingServices>();
        services.AddSingleton<ParticipantServices>();
        services.AddSingleton<NotificationServices>();
        services.AddSingleton<SecretSeal>();
        services.AddSingleton(provider =>
            new WaveDirectory(provider.GetRequiredService<IGrainFactory>(), TimeProvider.System));
        return services;
    }

    private static void Configure(ISiloBuilder silo, string connectionString)
    {
        // Nobody else joins an embedded silo: it listens on loopback, on a port the system gives, and has no gateway.
        var port = FreePort();
        silo.UseLocalhostClustering(port, 0, serviceId: "prakerja", clusterId: "embedded");
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
        silo.UseSqliteReminders(connectionString);
        silo.AddStartupTask<HouseStartup>();
        silo.AddStartupTask<DemoProgramme>(ServiceLifecycleStage.Active + 1);
        silo.AddDeadlines();
        silo.AddEventStreams();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
