using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Waves;

[GrainType(TypeName)]
internal sealed partial class WaveGrain(
    RecordingServices services, WaveSteps steps, IOptions<ProgrammeOptions> options)
    : RecordedGrain<WaveState, WaveEvent>(services), IWaveGrain
{
    public const string TypeName = "wave";

    /// <summary>
    /// How long a step may take before the call answers without it; the step goes on beside the grain.
    /// </summary>
    private static readonly TimeSpan StepWaitMax = TimeSpan.FromSeconds(4);

    /// <summary>How often the grain looks whether a step that takes long has ended.</summary>
    private static readonly TimeSpan StepCheckPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a wave checks its awards, and a beacon that is not published yet.</summary>
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(2);

    /// <summary>After this time a step that runs is started again, if its silo has stopped.</summary>
    private static readonly TimeSpan StepRetryPeriod = TimeSpan.FromSeconds(30);

    /// <summary>How often a wave checks awards that fail.</summary>
    private static readonly TimeSpan WaitingCheckPeriod = TimeSpan.FromSeconds(10);

    /// <summary>How old the count of the awards in a view may be.</summary>
    private static readonly TimeSpan AwardCountLifetime = TimeSpan.FromSeconds(1);

    private static readonly Recording<WaveState, WaveEvent> Stored = new(
        TypeName,
        WaveJson.Default.WaveState,
        WaveJson.Default.WaveEvent,
        new EventNames<WaveEvent>(TypeName).Of,
        WaveRules.Fold,
        new RequestMemory<WaveState>(AnsweredWaveRequest.Find, AnsweredWaveRequest.Add));

    /// <summary>
    /// A step that runs beside the grain; null when none does. Its result is committed when it has ended.
    /// </summary>
    private Task<WaveEvent?>? running;

    private readonly LapseBacklog lapses = new(TimeProvider.System);

    private IGrainTimer? stepTimer;
    private AwardProgress? countedAwards;
    private DateTimeOffset countedAt;

    protected override Recording<WaveState, WaveEvent> Recording => Stored;

    public Task<Answer<WaveView>> Plan(WavePlan plan, string by, RequestId request) =>
        Answer(WaveRules.Plan(State, plan, by, Now), ViewOf, request);

    public Task<Answer<WaveView>> ChangeQuotas(
        ImmutableArray<ProvinceQuota> quotas, string by, RequestId request) =>
        Decide(state => WaveRules.ChangeQuotas(state, quotas, by, Now), request);

    public Task<Answer<WaveView>> RegisterWitness(string hash, string by) =>
        Decide(state => WitnessRules.Register(state, by, hash, Now));

    public Task<Answer<WaveView>> RevealSecret(WitnessSecret secret, string by) =>
        Decide(state => RecordRefusal(state, WitnessRules.Reveal(state, by, secret.Value, Now), by));

    public Task<Answer<WaveView>> TypeBeacon(string value, string by, ImmutableArray<string> people) =>
        Decide(state => RecordRefusal(state, WitnessRules.TypeBeacon(state, value, by, people, Now), by));

    public async Task<Answer<WaveView>> TakeSteps(string by)
    {
        await RunDueSteps(by);
        return await GetView();
    }

    public Task<WaveSchedule?> GetSchedule() =>
        Task.FromResult(State is { } state ? WaveRules.ScheduleOf(state) : null);

    public async Task<Answer<WaveView>> GetView()
    {
        if (State is not { } state) return WaveRefusals.Unknown;
        if (state.Stage < WaveStage.Announced) return WaveRules.ViewOf(state, null);
        if (state.Awards is { Waiting: 0 } settled) return WaveRules.ViewOf(state, settled);
        // Counting reads every row that is left, and everybody looks at an announced wave.
        if (countedAwards is null || Now - countedAt >= AwardCountLifetime)
            (countedAwards, countedAt) = (await steps.CountAwardsAsync(state), Now);
        return WaveRules.ViewOf(state, countedAwards);
    }

    public Task OnDeadline() => RunDueSteps(by: null);

    protected override DateTimeOffset? NextDeadline(WaveState state, DateTimeOffset now)
    {
        // A step that ends commits its result itself. This deadline is for a silo that stops before.
        if (running is not null) return now + StepRetryPeriod;
        if (state.Stage == WaveStage.Announced)
        {
            return state.Awards switch
            {
                null => now + CheckPeriod,
                { Waiting: > 0 } => now + WaitingCheckPeriod,
                _ => null,
            };
        }

        var next = WaveRules.NextStepAt(state, options.Value);
        var check = IsWaiting(state) ? now + CheckPeriod : (DateTimeOffset?)null;
        return check is null || next > now && next < check ? next : check;
    }

    // A join locks the gate row for share. The row is written only when it changes, so joins seldom wait for it.
    protected override Commit Complete(
        Commit commit, WaveState? before, WaveState after, ImmutableArray<WaveEvent> events)
    {
        var gate = GateOf(after);
        return before is not null && GateOf(before) == gate ? commit : commit with { Gate = gate };
    }

    private static WaveGate GateOf(WaveState state) => new(
        state.Plan.Number, state.Plan.OpensAt, state.Plan.ClosesAt, state.Stage >= WaveStage.Closed);

    private static WaveView ViewOf(WaveState state) => WaveRules.ViewOf(state, state.Awards);

    private async Task<Answer<WaveView>> Decide(
        Func<WaveState, Decision<WaveEvent>> decide, RequestId? request = null)
    {
        if (State is not { } state) return WaveRefusals.Unknown;
        return await Answer(decide(state), ViewOf, request);
    }

    /// <summary>Adds the record of a refused reveal: somebody may try to change a draw.</summary>
    private Decision<WaveEvent> RecordRefusal(WaveState state, Decision<WaveEvent> decision, string by) =>
        decision.Refusal is { } refusal && state.RefusedReveals < WitnessRules.RecordedRefusalsMax
            ? new Decision<WaveEvent>(decision.Events.Add(new RevealRefused(by, refusal.Code, Now)), refusal)
            : decision;

    /// <summary>
    /// Takes every step that is due. Each step is durable before the next begins, so the wave continues at the right
    /// step after a crash, an outage or a jump of the rehearsal clock.
    /// </summary>
    private async Task RunDueSteps(string? by)
    {
        try
        {
            var committed = false;
            while (State is { } state && NextStep(state, by) is { } step && await RunBeside(step) is { } happened)
            {
                if (!await CommitDueAsync([happened])) return;
                committed = true;
            }

            // A check that found nothing to do still moves the deadline, and so does a step that goes on.
            if (!committed || running is not null) await CommitDueAsync([]);
        }
        catch (Exception exception) when (exception is not StoreUnavailableException)
        {
            // The caller may not wait any more, and then nobody would see why the wave does not go on.
            LogStepFailed(Services.Logger, Key, exception);
            throw;
        }
    }

    /// <summary>The step that is due now, or the check that may be made now; null when there is none.</summary>
    private Func<Task<WaveEvent?>>? NextStep(WaveState state, string? by)
    {
        var now = Now;
        if (state.Stage == WaveStage.Announced)
            return state.Awards is { Waiting: 0 } ? null : () => steps.CheckAwardsAsync(state, now);
        if (WaveRules.NextStepAt(state, options.Value) is not { } at || at > now)
            return WitnessRules.NeedsDrand(state) ? () => steps.ReadBeaconAsync(state, now) : null;
        return state.Stage switch
        {
            WaveStage.Scheduled => () => Done(new WaveOpened(now, by)),
            WaveStage.Open => () => Done(new WaveClosed(now, by)),
            WaveStage.Closed when state.Sealing is null => () => steps.SealAsync(state, lapses, now),
            WaveStage.Closed => () => steps.DrawAsync(state, now, by),
            _ => () => steps.AnnounceAsync(state, now, by),
        };
    }

    /// <summary>True while a check, not a time, decides about the next step.</summary>
    private static bool IsWaiting(WaveState state) =>
        state is { Stage: WaveStage.Closed, Sealing: null } || WitnessRules.NeedsDrand(state);

    private static Task<WaveEvent?> Done(WaveEvent happened) => Task.FromResult<WaveEvent?>(happened);

    /// <summary>
    /// Runs a step beside the grain, so that a step of minutes blocks no call. Returns null while it runs, and when it
    /// found nothing to do.
    /// </summary>
    private async Task<WaveEvent?> RunBeside(Func<Task<WaveEvent?>> step)
    {
        running ??= Task.Run(step);
        await Task.WhenAny(running, Task.Delay(StepWaitMax));
        if (!running.IsCompleted)
        {
            stepTimer ??= this.RegisterGrainTimer(
                _ => CheckStep(), new GrainTimerCreationOptions(StepCheckPeriod, StepCheckPeriod) { KeepAlive = true });
            return null;
        }

        stepTimer?.Dispose();
        stepTimer = null;
        try
        {
            return await running;
        }
        finally
        {
            running = null;
        }
    }

    private Task CheckStep() => running is { IsCompleted: true } ? RunDueSteps(by: null) : Task.CompletedTask;

    [LoggerMessage(1105, LogLevel.Error, "Wave {Key}: a step failed. It is tried again.")]
    private static partial void LogStepFailed(ILogger logger, string key, Exception exception);
}
