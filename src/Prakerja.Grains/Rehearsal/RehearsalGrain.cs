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
        new EventNames<RehearsalEvent>(TypeName).Of,
        static (_, @event) => RehearsalRules.Fold(@event));

    protected override Recording<RehearsalState, RehearsalEvent> Recording => Stored;

    // The grain can be activated on any silo of a cluster: it continues from the durable state, not from that silo's
    // clock.
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
        Answer(RehearsalRules.MoveTo(State, instant, by, Now, options.Value.Adjustable), _ => View());

    public Task<Answer<ClockView>> Advance(TimeSpan duration, string by) =>
        Answer(RehearsalRules.Advance(State, duration, by, Now, options.Value.Adjustable), _ => View());

    public Task<ClockView> GetClock() => Task.FromResult(View());

    // The clock moves after the commit: one that is ahead of its record would go back at the next start.
    protected override void OnCommitted() => Services.Clock.MoveAheadTo(RehearsalRules.AheadOf(State));

    private ClockView View() => new(Wib.From(Now), Services.Clock.Ahead, options.Value.Adjustable);
}
