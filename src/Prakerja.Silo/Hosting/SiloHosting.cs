using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Deadlines;
using Prakerja.Silo.Messages;
using Prakerja.Silo.Startup;
using Prakerja.Silo.Streams;

namespace Prakerja.Silo.Hosting;

/// <summary>What every node has, and what every silo has, whatever store and neighbours it stands on.</summary>
public static class SiloHosting
{
    /// <summary>What a node of any kind knows of the programme: its options and its clock.</summary>
    internal static void AddProgramme(this IServiceCollection services)
    {
        services.AddValidatedOptions<ProgrammeOptions>(ProgrammeOptions.Section);
        services.AddValidatedOptions<ClockOptions>(ClockOptions.Section);
        services.AddSingleton(new ProgrammeClock(TimeProvider.System));
        // A refusal of the store carries what the database said, and Orleans gives up the search for a silo with an
        // exception of Polly. Without this neither could travel from a silo to an API node, which would take it for a fault
        // of ours instead of an outage.
        services.Configure<ExceptionSerializationOptions>(travels =>
        {
            travels.SupportedNamespacePrefixes.Add("Npgsql");
            travels.SupportedNamespacePrefixes.Add("Polly");
        });
    }

    /// <summary>The directory of the node and its outbox.</summary>
    internal static void AddDataDirectory(this IServiceCollection services, DataDirectory data)
    {
        services.AddSingleton(data);
        services.AddSingleton(new OutboxChannel(data.OutboxPath, TimeProvider.System));
        services.AddSingleton<IMessageChannel>(provider => provider.GetRequiredService<OutboxChannel>());
        services.AddSingleton<IOutboxReader>(provider => provider.GetRequiredService<OutboxChannel>());
    }

    /// <summary>
    /// What grains share, and what the silo does at its start and from then on. Asks the container for a commit log with
    /// its readers, the identity key, the data directory and the programme; and for a reminder service.
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
        services.AddSingleton(provider =>
            new WaveScheduleCache(provider.GetRequiredService<IGrainFactory>(), TimeProvider.System));
        silo.AddStartupTask<ProgrammeStartup>();
        silo.AddStartupTask<DemoProgramme>(ServiceLifecycleStage.Active + 1);
        silo.AddDeadlines();
        silo.AddEventStreams();
    }
}
