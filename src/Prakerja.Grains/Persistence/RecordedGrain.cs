using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>What all recorded grains of a silo share: the log and the clock.</summary>
public sealed class RecordingServices(
    ICommitLog log, ProgrammeClock clock, ILoggerFactory loggers)
{
    public ICommitLog Log => log;

    public ProgrammeClock Clock => clock;

    public ILogger Logger { get; } = loggers.CreateLogger("Prakerja.Grains");
}

/// <summary>How a kind of grain is stored: the names and JSON of its state and events.</summary>
public sealed record Recording<TState, TEvent>(
    string Type,
    JsonTypeInfo<TState> State,
    JsonTypeInfo<TEvent> Event,
    Func<TEvent, string> EventName);

/// <summary>
/// A thin shell around pure rules: <c>load → rules decide → commit → answer</c>. The state in memory is always one that
/// is durable; after a commit of unknown outcome the activation ends, and the next call reads the store again.
/// </summary>
public abstract partial class RecordedGrain<TState, TEvent>(RecordingServices services) : Grain, IGrainBase
    where TState : class
    where TEvent : class
{
    // Versions count from 1, so 0 is a grain without a row; a nullable would take twice the place.
    private long version;

    /// <summary>The durable state; null while this grain has no row.</summary>
    protected TState? State { get; private set; }

    protected long Version => version;

    protected RecordingServices Services => services;

    protected abstract Recording<TState, TEvent> Recording { get; }

    protected string Key => this.GetPrimaryKeyString();

    protected DateTimeOffset Now => services.Clock.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await services.Log.ReadAsync(new GrainKey(Recording.Type, Key)) is not { } stored) return;
        State = JsonSerializer.Deserialize(stored.Payload.Span, Recording.State);
        version = stored.Version;
    }

    /// <summary>Folds one event into a state.</summary>
    protected abstract TState Fold(TState? state, TEvent happened);

    /// <summary>The grain's one next deadline in a state.</summary>
    protected abstract DateTimeOffset? NextDeadline(TState state, DateTimeOffset now);

    /// <summary>
    /// Adds what the events imply beyond state, log and deadline: claims, a roll entry, the wave's gate.
    /// </summary>
    protected virtual Commit Complete(Commit commit, TState? before, TState after, ImmutableArray<TEvent> events) =>
        commit;

    protected TState Fold(TState? state, ImmutableArray<TEvent> events)
    {
        foreach (var happened in events) state = Fold(state, happened);
        return state!;
    }

    /// <summary>
    /// Makes a decision durable and takes it over. With no events and no remembered answer there is nothing to write, but
    /// what is answered then must not rest on a state that has been left behind either.
    /// </summary>
    /// <param name="events">What happened, in order.</param>
    /// <param name="remember">Adds to the state what is no event: an answered request.</param>
    /// <returns>Null when durable, otherwise why not.</returns>
    protected async ValueTask<CommitRefusal?> CommitAsync(
        ImmutableArray<TEvent> events, Func<TState, TState>? remember = null)
    {
        if (events.IsEmpty && remember is null) return await ConfirmAsync();
        var before = State;
        var after = Fold(before, events);
        if (remember is not null) after = remember(after);
        return await WriteAsync(Complete(Draw(before, after, events), before, after, events), after);
    }

    /// <summary>
    /// Writes the state's next deadline anew. A deadline that has come and finds nothing to do was armed under other
    /// settings; left as it is, it would be due for ever.
    /// </summary>
    private async ValueTask<CommitRefusal?> RearmAsync()
    {
        if (State is not { } state) return null;
        var commit = Draw(state, state, []) with { Deadline = DeadlineChange.To(NextDeadline(state, Now)) };
        return await WriteAsync(commit, state);
    }

    /// <summary>What an <c>OnDeadline</c> does with what time did: makes it durable, or arms the deadline anew.</summary>
    /// <returns>False when it was not taken because this grain has been left behind; then it is still due.</returns>
    /// <exception cref="StoreUnavailableException">The store takes no commits now.</exception>
    protected async ValueTask<bool> CommitDueAsync(ImmutableArray<TEvent> passed)
    {
        var notTaken = passed.IsEmpty ? await RearmAsync() : await CommitAsync(passed);
        return notTaken?.Status switch
        {
            null => true,
            CommitStatus.Busy or CommitStatus.Unavailable =>
                throw new StoreUnavailableException("The store takes no commits now; its own log tells why."),
            _ => false,
        };
    }

    /// <summary>
    /// Null when the state in memory is the newest. It is not when this grain lives twice, because a silo is taken for
    /// dead and does not know yet: what that one refuses, the other has perhaps long allowed.
    /// </summary>
    private async ValueTask<CommitRefusal?> ConfirmAsync()
    {
        var stored = await services.Log.ReadAsync(new GrainKey(Recording.Type, Key));
        return (stored?.Version ?? 0) == version ? null : NotTaken(CommitStatus.VersionConflict);
    }

    private async ValueTask<CommitRefusal?> WriteAsync(Commit commit, TState after)
    {
        var outcome = await services.Log.CommitAsync(commit);
        if (outcome.Status == CommitStatus.Committed)
        {
            (State, version) = (after, outcome.Version);
            return null;
        }

        return outcome.Status switch
        {
            // An entry comes with the state that says so: who is on the roll and does not know it has been left behind.
            CommitStatus.VersionConflict or CommitStatus.AlreadyOnRoll => NotTaken(CommitStatus.VersionConflict),
            CommitStatus.Unavailable => NotTaken(CommitStatus.Unavailable),
            var status => new CommitRefusal(status, outcome.Taken),
        };
    }

    // The row has moved on, or nobody knows: what is in memory can no longer be trusted.
    private CommitRefusal NotTaken(CommitStatus status)
    {
        // That the store is away is told by the commit log, once for all who wait for it.
        if (status == CommitStatus.VersionConflict) LeftBehind(services.Logger, Recording.Type, Key);
        DeactivateOnIdle();
        return new CommitRefusal(status, default);
    }

    private Commit Draw(TState? before, TState after, ImmutableArray<TEvent> events)
    {
        var now = Now;
        var appended = ImmutableArray.CreateBuilder<NewEvent>(events.Length);
        foreach (var happened in events)
        {
            appended.Add(new NewEvent(
                Recording.EventName(happened), now, JsonSerializer.SerializeToUtf8Bytes(happened, Recording.Event)));
        }

        var due = NextDeadline(after, now);
        var dueBefore = before is null ? null : NextDeadline(before, now);
        return new Commit
        {
            Grain = new GrainKey(Recording.Type, Key),
            ExpectedVersion = version == 0 ? null : version,
            State = JsonSerializer.SerializeToUtf8Bytes(after, Recording.State),
            Events = appended.MoveToImmutable(),
            Deadline = due == dueBefore ? DeadlineChange.Keep : DeadlineChange.To(due),
        };
    }

    [LoggerMessage(1001, LogLevel.Warning, "{Type} {Key}: somebody else wrote its row; the activation ends.")]
    private static partial void LeftBehind(ILogger logger, string type, string key);
}

/// <summary>A commit that was not taken, as the grain sees it.</summary>
public readonly record struct CommitRefusal(CommitStatus Status, Claim Taken)
{
    /// <summary>The refusal that any command may meet; what a taken claim means, the grain knows.</summary>
    public Refusal ToRefusal() => Status switch
    {
        CommitStatus.Busy => SystemRefusals.Busy,
        CommitStatus.VersionConflict => SystemRefusals.Conflict,
        CommitStatus.Unavailable => SystemRefusals.StoreUnavailable,
        _ => throw new InvalidOperationException($"{Status} has a meaning that the grain must give."),
    };
}

/// <summary>Refusals that have nothing to do with the programme.</summary>
public static class SystemRefusals
{
    /// <summary>Too much is waiting; nothing was tried.</summary>
    public static Refusal Busy { get; } = new("system.busy");

    /// <summary>Somebody else wrote this grain's row; ask again.</summary>
    public static Refusal Conflict { get; } = new("system.conflict");

    /// <summary>The store is away; whether the command is durable is not known, a retry finds out.</summary>
    public static Refusal StoreUnavailable { get; } = new("system.store_unavailable");

    /// <summary>An Idempotency-Key came again with another request.</summary>
    public static Refusal KeyReused { get; } = new("idempotency.key_reused");
}
