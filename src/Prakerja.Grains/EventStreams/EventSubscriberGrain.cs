using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Streams;
using Orleans.Streams.Core;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.EventStreams;

/// <summary>What a subscriber stores: the last event it has dealt with, and its own state as of that event.</summary>
public sealed record SubscriberRow<TState>(long LastEvent, TState State);

/// <summary>
/// Follows one partition of the event log. Each event is handled in order and counts once: the number of the last one
/// is part of the committed state, and what comes again is passed over. An event that did not arrive is fetched from
/// the log, so neither a crash nor a lost delivery leaves a gap. A new kind of subscriber begins at the first event.
/// <para>
/// A subscriber is <c>[GrainType("…")]</c> (also the name of its stored state) and registers
/// <c>[JsonSerializable(typeof(SubscriberRow&lt;TState&gt;))]</c>.
/// </para>
/// </summary>
/// <typeparam name="TState">Immutable: a next state is a new object, so a failed commit leaves nothing behind.</typeparam>
[ImplicitStreamSubscription(EventStreamNames.Namespace)]
public abstract class EventSubscriberGrain<TState>(
    ICommitLog commits,
    IEventLogReader log,
    JsonTypeInfo<SubscriberRow<TState>> json)
    : Grain, IGrainWithStringKey, IStreamSubscriptionObserver, IAsyncBatchObserver<LoggedEvent>
    where TState : class, new()
{
    /// <summary>Events handled, and committed, together while catching up.</summary>
    private const int CatchUpPageEvents = 256;

    private GrainKey key;
    private int partition;
    private long? version;
    private SubscriberRow<TState> row = new(0, new TState());

    /// <summary>The state as of the last event handled; committed.</summary>
    protected TState State => row.State;

    /// <summary>The number of the last event handled, 0 before the first; committed.</summary>
    protected long LastEvent => row.LastEvent;

    /// <summary>The partition of the event log this grain follows.</summary>
    protected int Partition => partition;

    /// <summary>The number of the newest event of the partition: how far there is to read.</summary>
    protected ValueTask<long> LastInLogAsync() => log.LastAsync(partition);

    /// <summary>
    /// False for a subscriber that must not act on what happened before it first existed (messages to people): with
    /// no row yet it begins at the first event delivered to it.
    /// </summary>
    protected virtual bool BeginsAtFirstEvent => true;

    /// <summary>
    /// Deals with events in order and answers the next state. Called again with the same events when the commit
    /// fails, so whatever it does beside the state must be idempotent by event number. Throwing means: later, again.
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
            // Memory may be ahead of the store, or behind it: the next delivery meets a fresh activation.
            DeactivateOnIdle();
            throw;
        }
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask; // the provider delivers again; it has logged why

    private async Task CatchUpTo(long number)
    {
        if (version is null && !BeginsAtFirstEvent) return;
        while (row.LastEvent < number)
        {
            var page = await log.ReadAsync(partition, row.LastEvent, CatchUpPageEvents);
            var missed = page.Where(logged => logged.Number <= number).ToList();
            if (missed.Count == 0) return;
            await HandleNew(missed);
        }
    }

    private async Task HandleNew(IEnumerable<LoggedEvent> events)
    {
        var fresh = events.Where(logged => logged.Number > row.LastEvent).ToList();
        if (fresh.Count == 0) return;
        var next = new SubscriberRow<TState>(fresh[^1].Number, await Handle(row.State, fresh));
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
