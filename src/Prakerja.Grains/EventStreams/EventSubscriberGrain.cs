using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Streams;
using Orleans.Streams.Core;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.EventStreams;

/// <summary>
/// The stored row of a subscriber: the number of the last handled event, and the state after that event.
/// </summary>
public sealed record SubscriberRow<TState>(long LastEvent, TState State);

/// <summary>
/// Handles the events of one partition of the event log, in order and each once. The number of the last handled event
/// is part of the committed state, and an event that is delivered again is ignored. An event that was not delivered is
/// read from the log, so neither a crash nor a lost delivery leaves a gap. A new subscriber starts at the first event.
/// <para>
/// A subscriber needs a <c>[GrainType("…")]</c>, which is also the name of its stored state, and
/// <c>[JsonSerializable(typeof(SubscriberRow&lt;TState&gt;))]</c> on its JSON context.
/// </para>
/// </summary>
/// <typeparam name="TState">The state; immutable, so that a failed commit leaves the old state.</typeparam>
[ImplicitStreamSubscription(EventStreamNames.Namespace)]
public abstract class EventSubscriberGrain<TState>(
    ICommitLog commits,
    IEventLogReader log,
    JsonTypeInfo<SubscriberRow<TState>> json)
    : Grain, IGrainWithStringKey, IStreamSubscriptionObserver, IAsyncBatchObserver<LoggedEvent>
    where TState : class, new()
{
    /// <summary>The number of events in one commit while the subscriber catches up.</summary>
    private const int CatchUpPageEvents = 256;

    private GrainKey key;
    private int partition;
    private long? version;
    private SubscriberRow<TState> row = new(0, new TState());

    /// <summary>The committed state after the last handled event.</summary>
    protected TState State => row.State;

    /// <summary>The committed number of the last handled event; 0 before the first.</summary>
    protected long LastEvent => row.LastEvent;

    /// <summary>The partition of the event log that this grain reads.</summary>
    protected int Partition => partition;

    /// <summary>The number of the newest event in the partition.</summary>
    protected ValueTask<long> LastInLogAsync() => log.GetLastNumberAsync(partition);

    /// <summary>
    /// False for a subscriber that must ignore the events from before its first start, such as messages to people.
    /// Without a stored row it then starts at the first event that is delivered to it.
    /// </summary>
    protected virtual bool StartsAtFirstEvent => true;

    /// <summary>
    /// Handles events in order and returns the next state. It is called again with the same events when the commit
    /// fails, so its other effects must be idempotent by event number. When it throws, the events are delivered again.
    /// </summary>
    protected abstract ValueTask<TState> Handle(TState state, IReadOnlyList<LoggedEvent> events);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = this.GetGrainId();
        key = new GrainKey(id.Type.ToString()!, this.GetPrimaryKeyString());
        partition = EventStreamNames.PartitionOf(key.Key);
        if (await commits.ReadAsync(key) is { } stored)
        {
            row = JsonSerializer.Deserialize(stored.Payload.Span, json)
                ?? throw new JsonException($"The stored row of {key} is null.");
            version = stored.Version;
        }

        await base.OnActivateAsync(cancellationToken);
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<LoggedEvent>().ResumeAsync(this);

    public async Task OnNextAsync(IList<SequentialItem<LoggedEvent>> items)
    {
        try
        {
            await CatchUpTo(((EventSequenceToken)items[0].Token).Previous);
            await HandleNew(items.Select(item => item.Item));
        }
        catch
        {
            // The memory may differ from the store, so the next delivery needs a new activation.
            DeactivateOnIdle();
            throw;
        }
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask; // the provider logs the error and delivers again

    private async Task CatchUpTo(long number)
    {
        if (version is null && !StartsAtFirstEvent) return;
        while (row.LastEvent < number)
        {
            var page = await log.ReadEventsAsync(partition, row.LastEvent, CatchUpPageEvents);
            var missed = page.Where(logged => logged.Number <= number).ToList();
            if (missed.Count == 0) return;
            await HandleNew(missed);
        }
    }

    private async Task HandleNew(IEnumerable<LoggedEvent> events)
    {
        var newEvents = events.Where(logged => logged.Number > row.LastEvent).ToList();
        if (newEvents.Count == 0) return;
        var next = new SubscriberRow<TState>(newEvents[^1].Number, await Handle(row.State, newEvents));
        var outcome = await commits.CommitAsync(new Commit
        {
            Grain = key,
            ExpectedVersion = version,
            State = JsonSerializer.SerializeToUtf8Bytes(next, json),
        });
        if (outcome.Status != CommitStatus.Committed)
            throw new StoreUnavailableException($"Subscriber {key} could not commit: {outcome.Status}.");
        (row, version) = (next, outcome.Version);
    }
}
