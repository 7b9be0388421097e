using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
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

    private const int AnsweredLimit = 16;

    /// <summary>Due rows of a partition that are looked at for one of a participant.</summary>
    private const int DueLookedAt = 64;

    /// <summary>How long a draw waits for cards that should have lapsed: one that cannot must not stop it for good.</summary>
    private static readonly TimeSpan DrawPatience = TimeSpan.FromMinutes(10);

    /// <summary>How often an announced wave looks whether its awards are all made.</summary>
    private static readonly TimeSpan AwardsLook = TimeSpan.FromMinutes(1);

    private static readonly Recording<WaveState, WaveEvent> Stored = new(
        TypeName, WaveJson.Default.WaveState, WaveJson.Default.WaveEvent, new EventNames<WaveEvent>(TypeName).Of);

    private DateTimeOffset? waitsSince;

    protected override Recording<WaveState, WaveEvent> Recording => Stored;

    public Task<Answer<WaveView>> Plan(WavePlan plan, string by, RequestId request)
    {
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return Decide(WaveRules.Plan(State, plan, seed, by, Now), request);
    }

    public Task<Answer<WaveView>> ChangeQuotas(ImmutableArray<ProvinceQuota> quotas, string by, RequestId request) =>
        State is { } state
            ? Decide(WaveRules.ChangeQuotas(state, quotas, by, Now), request)
            : Task.FromResult<Answer<WaveView>>(WaveRefusals.Unknown);

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

    protected override WaveState Fold(WaveState? state, WaveEvent happened) => WaveRules.Fold(state, happened);

    protected override DateTimeOffset? NextDeadline(WaveState state, DateTimeOffset now) =>
        WaveRules.NextStepAt(state, options.Value) ?? (IsAwarding(state) ? now + AwardsLook : null);

    // Whoever joins holds the gate for share: written only when it changes, it is not waited for while people join.
    protected override Commit Complete(
        Commit commit, WaveState? before, WaveState after, ImmutableArray<WaveEvent> events)
    {
        var gate = GateOf(after);
        return before is not null && GateOf(before) == gate ? commit : commit with { Gate = gate };
    }

    private static WaveGate GateOf(WaveState state) => new(
        state.Plan.Number, state.Plan.OpensAt, state.Plan.ClosesAt, state.Stage >= WaveStage.Closed);

    // The rolls can be large: once all awards are made, the wave keeps the figures and whoever looks wakes no roll.
    private static bool IsAwarding(WaveState state) => state is { Stage: WaveStage.Announced, Awards: null };

    /// <summary>
    /// Takes every step whose time has come. Each is durable before the next begins, so after a crash, an outage or a
    /// jump of the rehearsal clock the wave goes on where it stood.
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
    /// Rules D1 and E4: a card that lapses gives its household's place back with a commit of its own, and the draw counts
    /// the places taken. No right hangs on who comes first, so what fell due before the draw is dealt with before it.
    /// </summary>
    private async Task<bool> WaitsForLapses(DateTimeOffset drawsAt)
    {
        waitsSince ??= Now;
        if (Now - waitsSince >= DrawPatience) return false;
        for (var partition = 0; partition < Partitions.Deadlines; partition++)
        {
            var due = await deadlines.DueAsync(partition, drawsAt, DueLookedAt);
            if (due.Count == DueLookedAt || due.Any(row => row.Grain.Type == ParticipantKey.GrainTypeName)) return true;
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

    private async Task<Answer<WaveView>> Decide(Decision<WaveEvent> decided, RequestId request)
    {
        if (State?.Answered.FirstOrDefault(answered => answered.Key == request.Key) is { } before)
            return before.RequestHash == request.Hash
                ? WaveRules.ViewOf(State, null)
                : SystemRefusals.KeyReused;
        if (decided.Refusal is { } refusal) return await CommitAsync([]) is { } leftBehind ? leftBehind.ToRefusal() : refusal;
        var notTaken = await CommitAsync(decided.Events, state => state with
        {
            Answered = [.. state.Answered.TakeLast(AnsweredLimit - 1), new(request.Key, request.Hash)],
        });
        return notTaken is { } reason ? reason.ToRefusal() : WaveRules.ViewOf(State!, null);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(WaveState))]
[JsonSerializable(typeof(WaveEvent))]
[JsonSerializable(typeof(WaveRollState))]
[JsonSerializable(typeof(WaveRollEvent))]
internal sealed partial class WaveJson : JsonSerializerContext;
