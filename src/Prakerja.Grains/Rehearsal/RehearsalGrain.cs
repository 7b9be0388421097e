using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Rehearsal;

/// <inheritdoc cref="IRehearsalGrain"/>
[GrainType(TypeName)]
internal sealed class RehearsalGrain(RecordingServices services, IOptions<ClockOptions> options)
    : RecordedGrain<RehearsalState, RehearsalEvent>(services), IRehearsalGrain
{
    public const string TypeName = "rehearsal";

    private static readonly Recording<RehearsalState, RehearsalEvent> Stored = new(
        TypeName,
        RehearsalJson.Default.RehearsalState,
        RehearsalJson.Default.RehearsalEvent,
        new EventNames<RehearsalEvent>(TypeName).Of);

    protected override Recording<RehearsalState, RehearsalEvent> Recording => Stored;

    // In a cluster the grain wakes up in any silo, and goes on from what is durable, not from what that silo's clock
    // happens to say.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (options.Value.Adjustable) Services.Clock.MoveAheadTo(RehearsalRules.AheadOf(State));
    }

    public Task<Answer<ClockView>> Load()
    {
        if (RehearsalRules.MayRun(State, options.Value.Adjustable) is { } refusal)
            return Task.FromResult<Answer<ClockView>>(refusal);
        Services.Clock.MoveAheadTo(RehearsalRules.AheadOf(State));
        return Task.FromResult<Answer<ClockView>>(View());
    }

    public Task<Answer<ClockView>> MoveTo(DateTimeOffset instant, string by) =>
        Carry(RehearsalRules.MoveTo(State, instant, by, Now, options.Value.Adjustable));

    public Task<Answer<ClockView>> Advance(TimeSpan duration, string by) =>
        Carry(RehearsalRules.Advance(State, duration, by, Now, options.Value.Adjustable));

    public Task<ClockView> GetClock() => Task.FromResult(View());

    protected override RehearsalState Fold(RehearsalState? state, RehearsalEvent happened) =>
        RehearsalRules.Fold(happened);

    protected override DateTimeOffset? NextDeadline(RehearsalState state, DateTimeOffset now) => null;

    // Durable first: a clock that ran ahead of its own record would go back at the next start.
    private async Task<Answer<ClockView>> Carry(Decision<RehearsalEvent> decision)
    {
        if (await CommitAsync(decision.Events) is { } notTaken) return notTaken.ToRefusal();
        if (decision.Refusal is { } refusal) return refusal;
        Services.Clock.MoveAheadTo(RehearsalRules.AheadOf(State));
        return View();
    }

    private ClockView View() => new(Wib.From(Now), Services.Clock.Ahead, options.Value.Adjustable);
}
