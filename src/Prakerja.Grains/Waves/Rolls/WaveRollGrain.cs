using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveRollEvent;

namespace Prakerja.Grains.Waves;

[GrainType(TypeName)]
internal sealed class WaveRollGrain(
    RecordingServices services,
    IRollReader rolls,
    IAwardStore awards,
    IdentityKey identity,
    IOptions<ProgrammeOptions> options)
    : RecordedGrain<WaveRollState, WaveRollEvent>(services), IWaveRollGrain
{
    public const string TypeName = "wave-roll";

    private static readonly Recording<WaveRollState, WaveRollEvent> Stored = new(
        TypeName,
        WaveJson.Default.WaveRollState,
        WaveJson.Default.WaveRollEvent,
        new EventNames<WaveRollEvent>(TypeName).Of,
        WaveRollFold.Fold);

    private FrozenDictionary<KeyedHash, NotSelectedReason>? setAside;
    protected override Recording<WaveRollState, WaveRollEvent> Recording => Stored;

    private int Wave => WaveRollKey.Parse(Key).Wave;

    public async Task StartAwards(WaveDraw draw)
    {
        if (State is null) throw new InvalidOperationException("A roll is prepared before it is awarded.");
        if (State.Awards is null)
        {
            var rows = await ReadRoll();
            var eligible = RestoreEligible(rows, draw.Seed);
            var selected = eligible.Count(entry =>
                EarlierDrawRules.IsWinner(draw.Cells, entry.Province, entry.Tier, entry.Ticket));
            var settled = EarlierDrawRules.CorrectReasons(
                rows, eligible, State.SetAside, draw.Cells, options.Value.RecipientsPerHousehold);
            await CommitOrThrow([new AwardsStarted(draw, Now, selected, settled)]);
            setAside = null;
        }
    }

    public Task<AwardProgress> GetProgress() => Task.FromResult(State?.Awards is { } started
        ? new AwardProgress(
            started.Selected,
            started.Finished ? started.Selected - started.NotTaken : started.Awarded,
            started.NotTaken)
        : new AwardProgress(0, 0, 0));

    public Task<NotSelectedReason?> OutcomeOf(KeyedHash participant, ProvinceCode province, byte tier)
    {
        if (State is not { Awards: { } awards } state) return Task.FromResult<NotSelectedReason?>(null);
        setAside ??= state.SetAside.ToFrozenDictionary(entry => entry.Participant, entry => entry.Reason);
        if (setAside.TryGetValue(participant, out var reason)) return Task.FromResult<NotSelectedReason?>(reason);
        var ticket = Ticket.Of(Convert.FromHexString(awards.Draw.Seed), participant);
        return Task.FromResult<NotSelectedReason?>(
            EarlierDrawRules.IsWinner(awards.Draw.Cells, province, tier, ticket)
                ? null
                : NotSelectedReason.QuotaExhausted);
    }

    /// <summary>Hands the winners that have no card yet to the award store, which makes the awards.</summary>
    public async Task OnDeadline()
    {
        if (State is not { Awards: { Finished: false } started })
        {
            await CommitDueAsync([]);
            return;
        }

        var left = await WinnersLeft(started);
        await awards.AddAsync(Wave, left, options.Value.RecipientsPerHousehold);
        await CommitDueAsync([new AwardsMade(Now, 0, [], left.Count > 0 ? left[^1].Participant : null, true)]);
    }

    protected override DateTimeOffset? NextDeadline(WaveRollState state, DateTimeOffset now) =>
        state.Awards is { Finished: false } awards ? awards.DueAt : null;

    private async Task<IReadOnlyList<Winner>> WinnersLeft(Awards started)
    {
        var pseudonyms = new WavePseudonyms(identity, Wave);
        var eligible = RestoreEligible(await ReadRoll(), started.Draw.Seed);
        return
        [
            .. eligible
                .Where(entry => EarlierDrawRules.IsWinner(
                    started.Draw.Cells, entry.Province, entry.Tier, entry.Ticket))
                .Select(entry => entry.Participant)
                .Where(participant => started.Last is not { } last || participant > last)
                .Order()
                .Select(participant => new Winner(participant, pseudonyms.OfParticipant(participant))),
        ];
    }

    /// <summary>
    /// Who took part in the draw. Who was set aside comes from the state, because recipients and exclusion lists change
    /// after the draw.
    /// </summary>
    private ImmutableArray<DrawEntry> RestoreEligible(IReadOnlyList<RollRow> rows, string seed)
    {
        var setAside = State!.SetAside.Select(entry => entry.Participant).ToHashSet();
        return EarlierDrawRules.RestoreEligible(rows, Convert.FromHexString(seed), setAside);
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
