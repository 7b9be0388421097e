using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Waves;

[GrainType(TypeName)]
internal sealed class WaveGrain(
    RecordingServices services, IDeadlineReader deadlines, IOptions<ProgrammeOptions> options)
    : RecordedGrain<WaveState, WaveEvent>(services), IWaveGrain
{
    public const string TypeName = "wave";

    /// <summary>Due rows of a partition that are read to find one of a participant.</summary>
    private const int DueRowsRead = 64;

    /// <summary>
    /// The longest wait of a draw for cards that are due to lapse: one that fails must not stop the wave.
    /// </summary>
    private static readonly TimeSpan LapseWaitMax = TimeSpan.FromMinutes(10);

    /// <summary>How often an announced wave checks whether all awards are made.</summary>
    private static readonly TimeSpan AwardCheckPeriod = TimeSpan.FromMinutes(1);

    private static readonly Recording<WaveState, WaveEvent> Stored = new(
        TypeName,
        WaveJson.Default.WaveState,
        WaveJson.Default.WaveEvent,
        new EventNames<WaveEvent>(TypeName).Of,
        WaveRules.Fold,
        new RequestMemory<WaveState>(AnsweredWaveRequest.Find, AnsweredWaveRequest.Add));

    private DateTimeOffset? waitingSince;

    protected override Recording<WaveState, WaveEvent> Recording => Stored;

    public Task<Answer<WaveView>> Plan(WavePlan plan, string by, RequestId request)
    {
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return Answer(WaveRules.Plan(State, plan, seed, by, Now), ViewOf, request);
    }

    public Task<Answer<WaveView>> ChangeQuotas(
        ImmutableArray<ProvinceQuota> quotas, string by, RequestId request)
    {
        Decision<WaveEvent> decision = State is { } state
            ? WaveRules.ChangeQuotas(state, quotas, by, Now)
            : WaveRefusals.Unknown;
        return Answer(decision, ViewOf, request);
    }

    public async Task<Answer<WaveView>> TakeSteps(string by)
    {
        await TakeDueSteps(by);
        return await GetView();
    }

    public Task<WaveSchedule?> GetSchedule() =>
        Task.FromResult(State is { } state ? WaveRules.ScheduleOf(state) : null);

    public async Task<Answer<WaveView>> GetView()
    {
        if (State is not { } state) return WaveRefusals.Unknown;
        if (state.Stage < WaveStage.Announced) return WaveRules.ViewOf(state, null);
        return WaveRules.ViewOf(state, state.Awards ?? await CountAwards(state));
    }

    public Task OnDeadline() => TakeDueSteps(by: null);

    protected override DateTimeOffset? NextDeadline(WaveState state, DateTimeOffset now) =>
        WaveRules.NextStepAt(state, options.Value) ?? (IsAwarding(state) ? now + AwardCheckPeriod : null);

    // A join locks the gate row for share. The row is written only when it changes, so joins seldom wait for it.
    protected override Commit Complete(
        Commit commit, WaveState? before, WaveState after, ImmutableArray<WaveEvent> events)
    {
        var gate = GateOf(after);
        return before is not null && GateOf(before) == gate ? commit : commit with { Gate = gate };
    }

    private static WaveGate GateOf(WaveState state) => new(
        state.Plan.Number, state.Plan.OpensAt, state.Plan.ClosesAt, state.Stage >= WaveStage.Closed);

    // Rolls can be large. When all awards are made, the wave keeps the figures, so that reading them activates no roll.
    private static WaveView ViewOf(WaveState state) => WaveRules.ViewOf(state, null);

    private static bool IsAwarding(WaveState state) => state is { Stage: WaveStage.Announced, Awards: null };

    /// <summary>
    /// Takes every step that is due. Each step is durable before the next begins, so the wave continues at the right
    /// step after a crash, an outage or a jump of the rehearsal clock.
    /// </summary>
    private async Task TakeDueSteps(string? by)
    {
        var stepped = false;
        while (State is { } due && WaveRules.NextStepAt(due, options.Value) is { } at && at <= Now)
        {
            if (due.Stage == WaveStage.Closed && await WaitsForLapses(due.Plan.DrawsAt)) return; // still due
            if (!await CommitDueAsync([await Step(due, by)])) return;
            stepped = true;
        }

        if (stepped || State is not { } state) return;
        var awards = IsAwarding(state) ? await CountAwards(state) : null;
        await CommitDueAsync(awards is not null && awards.IsFinished() ? [new AwardsFinished(Now, awards)] : []);
    }

    private async Task<WaveEvent> Step(WaveState state, string? by) => state.Stage switch
    {
        WaveStage.Scheduled => new WaveOpened(Now, by),
        WaveStage.Open => new WaveClosed(Now, by),
        WaveStage.Closed => await Draw(state, by),
        _ => await Announce(state, by),
    };

    /// <summary>
    /// Rules D1 and E4. A card that lapses frees its household's slot in a commit of its own, and the draw counts the
    /// slots in use. So the draw waits until the lapses that were due before it are committed.
    /// </summary>
    private async Task<bool> WaitsForLapses(DateTimeOffset drawsAt)
    {
        waitingSince ??= Now;
        if (Now - waitingSince >= LapseWaitMax) return false;
        for (var partition = 0; partition < Partitions.Deadlines; partition++)
        {
            var due = await deadlines.ReadDueAsync(partition, drawsAt, DueRowsRead);
            if (due.Count == DueRowsRead || due.Any(row => row.Grain.Type == ParticipantKey.GrainTypeName)) return true;
        }

        return false;
    }

    private async Task<WaveEvent> Draw(WaveState state, string? by)
    {
        var parts = await Task.WhenAll(Rolls(state).Select(roll => roll.Prepare(state.Seed, state.Plan.Quotas)));
        var cells = DrawRules.Draw(parts.SelectMany(part => part.Cells), state.Plan.Quotas);
        return new WaveDrawn(Now, state.Seed, parts.Sum(part => part.Entries), cells, by);
    }

    private async Task<WaveEvent> Announce(WaveState state, string? by)
    {
        var draw = new WaveDraw(state.Plan.Number, state.Seed, state.Cells);
        await Task.WhenAll(Rolls(state).Select(roll => roll.StartAwards(draw)));
        return new WaveAnnounced(Now, by);
    }

    private async Task<AwardProgress> CountAwards(WaveState state)
    {
        var parts = await Task.WhenAll(Rolls(state).Select(roll => roll.GetProgress()));
        return new AwardProgress(
            parts.Sum(part => part.Selected), parts.Sum(part => part.Awarded), parts.Sum(part => part.NotTaken));
    }

    private IEnumerable<IWaveRollGrain> Rolls(WaveState state) =>
        Enumerable.Range(0, state.Plan.RollPartitions).Select(partition =>
            GrainFactory.GetGrain<IWaveRollGrain>(WaveRollKey.Of(state.Plan.Number, partition)));
}
