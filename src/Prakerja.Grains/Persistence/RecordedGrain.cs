using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>
/// Base class of grains whose state and events are stored by the commit log:
/// <c>load → rules decide → commit → answer</c>. The state in memory is always durable. After a commit with an unknown
/// outcome the activation ends, and the next call reads the store again.
/// </summary>
public abstract partial class RecordedGrain<TState, TEvent>(RecordingServices services) : Grain, IGrainBase
    where TState : class
    where TEvent : class
{
    // Versions count from 1, so 0 means "no row"; a nullable would take twice the memory in each activation.
    private long version;

    /// <summary>The durable state; null while the grain has no row.</summary>
    protected TState? State { get; private set; }

    /// <summary>The version of the grain's row, from 1; 0 while there is none.</summary>
    protected long Version => version;

    protected RecordingServices Services => services;

    /// <summary>How this kind of grain is stored.</summary>
    protected abstract Recording<TState, TEvent> Recording { get; }

    protected string Key => this.GetPrimaryKeyString();

    /// <summary>The programme's time.</summary>
    protected DateTimeOffset Now => services.Clock.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await services.Log.ReadAsync(new GrainKey(Recording.Type, Key)) is not { } stored) return;
        State = JsonSerializer.Deserialize(stored.Payload.Span, Recording.State);
        version = stored.Version;
    }

    /// <summary>The grain's one next deadline in a state; null when there is none.</summary>
    protected virtual DateTimeOffset? NextDeadline(TState state, DateTimeOffset now) => null;

    /// <summary>
    /// Adds what the events mean beyond state, log and deadline: claims, a roll entry, a wave's gate.
    /// </summary>
    protected virtual Commit Complete(Commit commit, TState? before, TState after, ImmutableArray<TEvent> events) =>
        commit;

    /// <summary>The refusal that the caller gets when the commit was not written.</summary>
    protected virtual Refusal RefusalOf(CommitRefusal refusal) => refusal.ToRefusal();

    /// <summary>Called after each commit, when <see cref="State"/> is the new state.</summary>
    protected virtual void OnCommitted()
    {
    }

    /// <summary>The decision with the state that its events lead to.</summary>
    protected Decision<TState, TEvent> Folded(Decision<TEvent> decision)
    {
        var state = State;
        foreach (var @event in decision.Events) state = Recording.Fold(state, @event);
        return new Decision<TState, TEvent>(decision.Events, state, decision.Refusal);
    }

    /// <inheritdoc cref="Answer{T}(Decision{TState,TEvent},Func{TState,T},RequestId,JsonTypeInfo{T})"/>
    protected Task<Answer<T>> Answer<T>(Decision<TEvent> decision, Func<TState, T> view, RequestId? request = null) =>
        Answer(Folded(decision), view, request);

    /// <summary>
    /// Makes a decision durable and answers the command. A request that was answered before gets the same answer again,
    /// and nothing is done twice.
    /// </summary>
    /// <param name="decision">What the rules decided about <see cref="State"/>.</param>
    /// <param name="view">The answer, from the durable state.</param>
    /// <param name="request">What tells a retry from a new request; null when the command is safe to repeat.</param>
    /// <param name="json">How the answer is remembered; needed when the grain remembers answers.</param>
    protected async Task<Answer<T>> Answer<T>(
        Decision<TState, TEvent> decision,
        Func<TState, T> view,
        RequestId? request = null,
        JsonTypeInfo<T>? json = null)
    {
        var memory = request is null ? null : Recording.Requests;
        if (memory is not null && State is { } known && memory.Find(known, request!) is { } answered)
        {
            if (!answered.IsSameRequest) return SystemRefusals.KeyReused;
            return answered.Answer is { } remembered ? JsonSerializer.Deserialize(remembered, json!)! : view(known);
        }

        var after = decision.State;
        var remembers = memory is not null && decision.Refusal is null;
        if (remembers)
        {
            var answer = json is null ? [] : JsonSerializer.SerializeToUtf8Bytes(view(after!), json);
            after = memory!.Add(after!, request!, answer);
        }

        var notWritten = decision.Events.IsEmpty && !remembers
            ? await ConfirmAsync()
            : await WriteAsync(after!, decision.Events);
        if (notWritten is { } reason) return RefusalOf(reason);
        return decision.Refusal is { } refusal ? refusal : view(State!);
    }

    /// <summary>Makes events durable.</summary>
    /// <returns>Null when they are durable, otherwise why not.</returns>
    protected ValueTask<CommitRefusal?> CommitAsync(ImmutableArray<TEvent> events) =>
        WriteAsync(Folded(events).State!, events);

    /// <summary>
    /// Commits what is due, as <c>OnDeadline</c> must. When nothing is due, the deadline was set under other settings:
    /// it is set again, because otherwise it would stay due.
    /// </summary>
    /// <returns>False when another activation wrote the row; the deadline is still due then.</returns>
    /// <exception cref="StoreUnavailableException">The store takes no commits now.</exception>
    protected async ValueTask<bool> CommitDueAsync(ImmutableArray<TEvent> due)
    {
        if (due.IsEmpty && State is null) return true;
        var notWritten = due.IsEmpty
            ? await WriteAsync(State!, [], resetsDeadline: true)
            : await CommitAsync(due);
        return notWritten?.Status switch
        {
            null => true,
            CommitStatus.Busy or CommitStatus.Unavailable =>
                throw new StoreUnavailableException("The store takes no commits now; its own log says why."),
            _ => false,
        };
    }

    /// <summary>
    /// Null when the state in memory is the newest. An answer that writes nothing is checked against the row, because a
    /// grain can have two activations for some seconds: one of them on a silo that the others declared dead.
    /// </summary>
    private async ValueTask<CommitRefusal?> ConfirmAsync()
    {
        var stored = await services.Log.ReadAsync(new GrainKey(Recording.Type, Key));
        return (stored?.Version ?? 0) == version ? null : Discard(CommitStatus.VersionConflict);
    }

    private async ValueTask<CommitRefusal?> WriteAsync(
        TState after, ImmutableArray<TEvent> events, bool resetsDeadline = false)
    {
        var commit = Complete(BuildCommit(State, after, events, resetsDeadline), State, after, events);
        var outcome = await services.Log.CommitAsync(commit);
        switch (outcome.Status)
        {
            case CommitStatus.Committed:
                (State, version) = (after, outcome.Version);
                OnCommitted();
                return null;
            // A roll entry is written together with the state that names it, so a second entry means an outdated state.
            case CommitStatus.VersionConflict or CommitStatus.AlreadyOnRoll:
                return Discard(CommitStatus.VersionConflict);
            case CommitStatus.Unavailable:
                return Discard(CommitStatus.Unavailable);
            default:
                return new CommitRefusal(outcome.Status, outcome.Taken);
        }
    }

    /// <summary>Ends the activation: its state may differ from the store.</summary>
    private CommitRefusal Discard(CommitStatus status)
    {
        // The commit log itself reports a store that is unavailable, once for all callers.
        if (status == CommitStatus.VersionConflict) RowWasChanged(services.Logger, Recording.Type, Key);
        DeactivateOnIdle();
        return new CommitRefusal(status, default);
    }

    private Commit BuildCommit(TState? before, TState after, ImmutableArray<TEvent> events, bool resetsDeadline)
    {
        var now = Now;
        var appended = ImmutableArray.CreateBuilder<NewEvent>(events.Length);
        foreach (var @event in events)
        {
            appended.Add(new NewEvent(
                Recording.EventName(@event), now, JsonSerializer.SerializeToUtf8Bytes(@event, Recording.Event)));
        }

        var deadline = NextDeadline(after, now);
        var isKept = !resetsDeadline && deadline == (before is null ? null : NextDeadline(before, now));
        return new Commit
        {
            Grain = new GrainKey(Recording.Type, Key),
            ExpectedVersion = version == 0 ? null : version,
            State = JsonSerializer.SerializeToUtf8Bytes(after, Recording.State),
            Events = appended.MoveToImmutable(),
            Deadline = isKept ? DeadlineChange.Keep : DeadlineChange.To(deadline),
        };
    }

    [LoggerMessage(1001, LogLevel.Warning, "{Type} {Key}: another activation wrote its row; this activation ends.")]
    private static partial void RowWasChanged(ILogger logger, string type, string key);
}
