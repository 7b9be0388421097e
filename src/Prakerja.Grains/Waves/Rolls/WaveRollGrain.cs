using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveRollEvent;

namespace Prakerja.Grains.Waves;

[GrainType(TypeName)]
internal sealed class WaveRollGrain(
    RecordingServices services, IRollReader rolls, IOptions<ProgrammeOptions> options, TimeProvider system)
    : RecordedGrain<WaveRollState, WaveRollEvent>(services), IWaveRollGrain
{
    public const string TypeName = "wave-roll";

    /// <summary>
    /// Winners awarded between two commits of the progress; after a crash at most so many are awarded again. Each
    /// commit writes the whole state, with all entries that were set aside, so there should be few commits.
    /// </summary>
    private const int AwardsPerCommit = 1_024;

    private const int AwardsAtOnce = 64;

    /// <summary>After this time a call starts no further chunk, so that it ends within its timeout.</summary>
    private static readonly TimeSpan LastChunkAfter = TimeSpan.FromSeconds(5);

    private static readonly Recording<WaveRollState, WaveRollEvent> Stored = new(
        TypeName,
        WaveJson.Default.WaveRollState,
        WaveJson.Default.WaveRollEvent,
        new EventNames<WaveRollEvent>(TypeName).Of,
        WaveRollFold.Fold);

    private FrozenDictionary<KeyedHash, NotSelectedReason>? setAside;
    private ImmutableArray<KeyedHash>? winners;

    /// <summary>The answer to the draw, so that a repeated call does not read the roll again.</summary>
    private RollDrawInput? standing;

    protected override Recording<WaveRollState, WaveRollEvent> Recording => Stored;

    private int Wave => WaveRollKey.Parse(Key).Wave;

    public async Task<RollDrawInput> Prepare(string seed, ImmutableArray<ProvinceQuota> quotas)
    {
        if (standing is not null) return standing;
        var split = SplitRoll(await ReadRoll(), seed);
        if (State is null)
        {
            var entries = split.Eligible.Length + split.SetAside.Length;
            await CommitOrThrow([new RollPrepared(entries, split.SetAside)]);
        }

        return standing = new RollDrawInput(State!.Entries, DrawRules.Cells(split.Eligible, quotas));
    }

    public async Task StartAwards(WaveDraw draw)
    {
        if (State is null) throw new InvalidOperationException("A roll is prepared before it is awarded.");
        if (State.Awards is null)
        {
            var rows = await ReadRoll();
            var split = SplitRoll(rows, draw.Seed);
            var selected = split.Eligible.Count(entry =>
                DrawRules.IsWinner(draw.Cells, entry.Province, entry.Tier, entry.Ticket));
            var settled = DrawRules.CorrectReasons(rows, split, draw.Cells, options.Value.RecipientsPerHousehold);
            await CommitOrThrow([new AwardsStarted(draw, Now, selected, settled)]);
            (setAside, standing) = (null, null);
        }
    }

    public Task<AwardProgress> GetProgress() => Task.FromResult(State?.Awards is { } awards
        ? new AwardProgress(awards.Selected, awards.Awarded, awards.NotTaken)
        : new AwardProgress(0, 0, 0));

    public Task<NotSelectedReason?> OutcomeOf(KeyedHash participant, ProvinceCode province, byte tier)
    {
        if (State is not { Awards: { } awards } state) return Task.FromResult<NotSelectedReason?>(null);
        setAside ??= state.SetAside.ToFrozenDictionary(entry => entry.Participant, entry => entry.Reason);
        if (setAside.TryGetValue(participant, out var reason)) return Task.FromResult<NotSelectedReason?>(reason);
        var ticket = Ticket.Of(Convert.FromHexString(awards.Draw.Seed), participant);
        return Task.FromResult<NotSelectedReason?>(
            DrawRules.IsWinner(awards.Draw.Cells, province, tier, ticket) ? null : NotSelectedReason.QuotaExhausted);
    }

    /// <summary>Awards winners in the order of their hashes, from where the last commit left off.</summary>
    public async Task OnDeadline()
    {
        if (State is not { Awards: { Finished: false } awards })
        {
            await CommitDueAsync([]);
            return;
        }

        winners ??= await Winners(awards.Draw);
        var startedAt = system.GetTimestamp();
        while (State is { Awards: { Finished: false } open } && system.GetElapsedTime(startedAt) < LastChunkAfter)
        {
            var from = open.Last is { } last ? IndexAfter(last, winners.Value) : 0;
            var next = winners.Value.Slice(from, Math.Min(AwardsPerCommit, winners.Value.Length - from));
            var made = await Award(next);
            if (!await CommitDueAsync([made])) return;
            if (!made.NotTaken.IsEmpty) setAside = null;
        }
    }

    protected override DateTimeOffset? NextDeadline(WaveRollState state, DateTimeOffset now) =>
        state.Awards is { Finished: false } awards ? awards.DueAt : null;

    /// <exception cref="StoreUnavailableException">
    /// An award could not be made now. The whole chunk is still due; to award it again changes nothing.
    /// </exception>
    private async Task<AwardsMade> Award(ImmutableArray<KeyedHash> chunk)
    {
        var refusals = new Refusal?[chunk.Length];
        var wave = Wave;
        await Parallel.ForAsync(
            0,
            chunk.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AwardsAtOnce, TaskScheduler = TaskScheduler.Current },
            async (i, _) =>
            {
                var id = ParticipantKey.GrainIdOf(ParticipantKey.Prefix + chunk[i]);
                refusals[i] = (await GrainFactory.GetGrainById<IApplicantGrain>(id).Award(wave)).Refusal;
            });
        if (refusals.FirstOrDefault(refusal => refusal is not null && !IsFinal(refusal)) is { } temporary)
            throw new StoreUnavailableException($"An award could not be made now ({temporary.Code}).");
        var notTaken = chunk.Zip(refusals)
            .Where(pair => pair.Second is not null)
            .Select(pair => new SetAsideEntry(pair.First, ReasonOf(pair.Second!)))
            .ToImmutableArray();
        var finished = chunk.Length < AwardsPerCommit;
        return new AwardsMade(
            Now, chunk.Length - notTaken.Length, notTaken, chunk.IsEmpty ? null : chunk[^1], finished);
    }

    private static int IndexAfter(KeyedHash last, ImmutableArray<KeyedHash> winners)
    {
        var place = winners.BinarySearch(last);
        return place < 0 ? ~place : place + 1;
    }

    private static bool IsFinal(Refusal refusal) =>
        refusal == AwardRefusals.HouseholdFull
        || refusal == AwardRefusals.AlreadyRecipient
        || refusal == AwardRefusals.NotApplied;

    private static NotSelectedReason ReasonOf(Refusal refusal) => refusal == AwardRefusals.HouseholdFull
        ? NotSelectedReason.HouseholdFull
        : NotSelectedReason.AlreadyRecipient;

    private async Task<ImmutableArray<KeyedHash>> Winners(WaveDraw draw)
    {
        var split = SplitRoll(await ReadRoll(), draw.Seed);
        return
        [
            .. split.Eligible
                .Where(entry => DrawRules.IsWinner(draw.Cells, entry.Province, entry.Tier, entry.Ticket))
                .Select(entry => entry.Participant)
                .Order(),
        ];
    }

    /// <summary>
    /// The split of the roll. Once it is durable, the set-aside entries come from the state, because recipients and
    /// exclusion lists change after the draw.
    /// </summary>
    private RollSplit SplitRoll(IReadOnlyList<RollRow> rows, string seed)
    {
        var bytes = Convert.FromHexString(seed);
        if (State is not { } state)
            return DrawRules.SplitRoll(rows, bytes, options.Value.RecipientsPerHousehold);
        var passedOver = state.SetAside.Select(entry => entry.Participant).ToHashSet();
        return DrawRules.RestoreSplit(rows, bytes, passedOver) with { SetAside = state.SetAside };
    }

    private ValueTask<IReadOnlyList<RollRow>> ReadRoll()
    {
        var (wave, partition) = WaveRollKey.Parse(Key);
        return rolls.ReadRollAsync(wave, partition);
    }

    private async Task CommitOrThrow(ImmutableArray<WaveRollEvent> events)
    {
        if (await CommitAsync(events) is { } refusal)
            throw new StoreUnavailableException(
                $"The roll's step was not committed ({refusal.Status}); it is still due.");
    }
}
