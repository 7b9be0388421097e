using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Deadlines;
using Prakerja.Silo.Messages;
using Prakerja.Silo.SignUps;
using Prakerja.Silo.Startup;
using Prakerja.Silo.Streams;
using Prakerja.Silo.Waves;

namespace Prakerja.Silo.Hosting;

/// <summary>Adds the services of every node and of every silo, which do not depend on the store or a cluster.</summary>
public static class SiloHosting
{
    /// <summary>Adds the options and the clock of the programme, for any node.</summary>
    internal static void AddProgramme(this IServiceCollection services)
    {
        services.AddValidatedOptions<ProgrammeOptions>(ProgrammeOptions.Section);
        services.AddValidatedOptions<ClockOptions>(ClockOptions.Section);
        services.AddSingleton(new ProgrammeClock(TimeProvider.System));
        // Failures of the store contain an exception of Npgsql, and Orleans throws one of Polly when it finds no silo
        // in time. Without this they cannot be sent to an API node, which would report a bug instead of an outage.
        services.Configure<ExceptionSerializationOptions>(serialization =>
        {
            serialization.SupportedNamespacePrefixes.Add("Npgsql");
            serialization.SupportedNamespacePrefixes.Add("Polly");
        });
    }

    /// <summary>Adds the data directory of the node and its outbox.</summary>
    internal static void AddDataDirectory(this IServiceCollection services, DataDirectory data)
    {
        services.AddSingleton(data);
        services.AddSingleton(new OutboxChannel(data.OutboxPath, TimeProvider.System));
        services.AddSingleton<IMessageChannel>(provider => provider.GetRequiredService<OutboxChannel>());
        services.AddSingleton<IOutboxReader>(provider => provider.GetRequiredService<OutboxChannel>());
    }

    /// <summary>
    /// Adds the services of grains and the startup and background tasks of a silo. Needs a commit log with its readers,
    /// the identity key, the data directory, the programme and a reminder service in the container.
    /// </summary>
    internal static void AddPrakerjaSilo(this ISiloBuilder silo)
    {
        var services = silo.Services;
        services.AddValidatedOptions<DemoOptions>(DemoOptions.Section);
        services.AddSingleton<RecordingServices>();
        services.AddSingleton<ParticipantServices>();
        services.AddSingleton<NotificationServices>();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<FirstManagementKey>();
        services.AddWaves();
        services.AddSignUps();
        silo.AddStartupTask<ProgrammeStartup>();
        silo.AddStartupTask<DemoProgramme>(ServiceLifecycleStage.Active + 1);
        silo.AddDeadlines();
        silo.AddEventStreams();
    }
}
