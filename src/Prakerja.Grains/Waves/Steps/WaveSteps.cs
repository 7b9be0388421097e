using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The steps of a wave that read and write more than the wave's own state. Each can be repeated. A step returns the
/// event that makes it count, or null when it found nothing to do.
/// </summary>
public sealed class WaveSteps(
    RollSealer sealer,
    DrawRunner draws,
    IAwardStore awards,
    IDeadlineReader deadlines,
    IBeaconReader beacon,
    IGrainFactory grains,
    IOptions<ProgrammeOptions> options)
{
    /// <summary>
    /// Seals the roll. Rules D1 and E4: a card that lapses frees a slot of its household, so the roll is sealed after
    /// the lapses that were due before closing.
    /// </summary>
    public async Task<WaveEvent?> SealAsync(WaveState state, LapseBacklog lapses, DateTimeOffset now)
    {
        if (await lapses.IsShrinkingAsync(deadlines, state.Plan.ClosesAt)) return null;
        var roll = await sealer.SealAsync(state.Plan.Number);
        // Made only now: nobody can know the seed while people still apply.
        var secret = state.Seed is null ? RandomNumberGenerator.GetBytes(DrawSeed.Length) : null;
        var sealing = WaveDocuments.Commit(state, roll, secret, options.Value.RecipientsPerHousehold);
        return new RollCommitted(now, sealing, Convert.ToHexStringLower(SHA256.HashData(sealing.CommitmentBytes())));
    }

    /// <summary>Draws the sealed roll.</summary>
    public async Task<WaveEvent?> DrawAsync(WaveState state, DateTimeOffset now, string? by)
    {
        var seed = WaveDocuments.SeedOf(state);
        var drawn = await draws.DrawAsync(
            state.Sealing!.ToSealedWave(state.Plan.Number),
            seed,
            cells => WaveDocuments.Describe(state, seed, cells));
        return new WaveDrawn(now, Convert.ToHexStringLower(seed), state.Sealing.Entries, drawn.Cells, by)
        {
            Result = new WaveDrawResult(Encoding.UTF8.GetString(drawn.Document), drawn.FileHash),
            Missing = WitnessRules.MissingOf(state),
        };
    }

    /// <summary>Reads the beacon.</summary>
    public async Task<WaveEvent?> ReadBeaconAsync(WaveState state, DateTimeOffset now) =>
        await beacon.ReadAsync(WitnessRules.Terms(state).Beacon!, CancellationToken.None) is { } value
            ? WitnessRules.Receive(state, value, now).FirstOrDefault()
            : null;

    /// <summary>Announces the results, and starts the awards.</summary>
    public async Task<WaveEvent?> AnnounceAsync(WaveState state, DateTimeOffset now, string? by)
    {
        if (state.Sealing is null)
        {
            var draw = new WaveDraw(state.Plan.Number, state.Seed!, state.Cells);
            await Task.WhenAll(EarlierRolls(state).Select(roll => roll.StartAwards(draw)));
        }

        return new WaveAnnounced(now, by);
    }

    /// <summary>
    /// Starts the awards again and draws places again that were not taken. The event says how the awards stand when
    /// every award was tried.
    /// </summary>
    public async Task<WaveEvent?> CheckAwardsAsync(WaveState state, DateTimeOffset now)
    {
        await grains.GetGrain<IWaveAwardsGrain>(WaveKey.Of(state.Plan.Number)).Start();
        var counts = await awards.CountAsync(state.Plan.Number);
        if (counts.Pending > 0) return null;
        if (counts.NotRedrawn > 0 && state.Sealing is { } sealing)
        {
            return await draws.RedrawAsync(
                sealing.ToSealedWave(state.Plan.Number), Convert.FromHexString(state.Seed!)) is { } round
                ? new PlacesRedrawn(now, round.Round, round.NotTaken, round.Selected)
                : null;
        }

        var progress = await CountAwardsAsync(state);
        return progress.IsFinished() && progress != state.Awards ? new AwardsFinished(now, progress) : null;
    }

    /// <summary>How the awards of an announced wave stand.</summary>
    public async Task<AwardProgress> CountAwardsAsync(WaveState state)
    {
        var counts = await awards.CountAsync(state.Plan.Number);
        var earlier = state.Sealing is null
            ? await Task.WhenAll(EarlierRolls(state).Select(roll => roll.GetProgress()))
            : [];
        var selected = state.Cells.Sum(cell => (long)cell.Winners) + counts.Redrawn;
        var notTaken = counts.NotTaken + earlier.Sum(roll => roll.NotTaken);
        var left = counts.Pending + counts.Waiting
            + earlier.Sum(roll => roll.Selected - roll.Awarded - roll.NotTaken);
        return new AwardProgress(selected, selected - notTaken - left, notTaken, counts.Waiting);
    }

    private IEnumerable<IWaveRollGrain> EarlierRolls(WaveState state) =>
        Enumerable.Range(0, state.Plan.RollPartitions).Select(partition =>
            grains.GetGrain<IWaveRollGrain>(WaveRollKey.Of(state.Plan.Number, partition)));
}
