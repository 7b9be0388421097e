using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Providers;
using Orleans.Streams;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Streams;

public static class EventStreamHosting
{
    /// <summary>
    /// Adds the stream provider <see cref="EventStreamNames.Provider"/>, which delivers the event log to its
    /// subscribers. Needs an <see cref="ICommitLog"/> and an <see cref="IEventLogReader"/> in the container, and no
    /// PubSub store, because all subscriptions are implicit.
    /// </summary>
    public static ISiloBuilder AddEventStreams(this ISiloBuilder silo)
    {
        silo.Services.AddValidatedOptions<EventStreamOptions>(EventStreamOptions.Section);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<EventStreamMetrics>();
        return silo.AddPersistentStreams(
            EventStreamNames.Provider,
            (services, name) => ActivatorUtilities.CreateInstance<EventLogAdapterFactory>(services, name),
            Configure);
    }

    private static void Configure(ISiloPersistentStreamConfigurator provider)
    {
        provider.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
        provider.ConfigurePullingAgent(agent => agent.Configure<IOptions<EventStreamOptions>>((options, own) =>
        {
            options.GetQueueMsgsTimerPeriod = own.Value.LookPeriod;
            // A subscriber that fails delays only itself and never loses an event.
            options.MaxEventDeliveryTime = Timeout.InfiniteTimeSpan;
            // An inactive stream would lose its cursors, and with them the position of a subscriber that fails for
            // long.
            options.StreamInactivityPeriod = TimeSpan.FromDays(3650);
        }));
        // The casts choose between two overloads that take a delegate.
        provider.ConfigureBackoffProvider((Func<IServiceProvider, string, IMessageDeliveryBackoffProvider>)Delays);
        provider.ConfigureBackoffProvider((Func<IServiceProvider, string, IQueueReaderBackoffProvider>)Delays);
    }

    private static RetryDelays Delays(IServiceProvider services, string name) =>
        new(services.GetRequiredService<IOptions<EventStreamOptions>>().Value);
}
