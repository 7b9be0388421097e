using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Prakerja.Grains.Waves;

/// <summary>Makes the published documents of a wave's draw from its state (docs/draw.md).</summary>
public static class WaveDocuments
{
    /// <summary>The commitment of a sealed roll, and what the wave stores of it.</summary>
    /// <param name="secret">The programme's secret; null in a wave whose seed was fixed at planning.</param>
    public static WaveSealing Commit(WaveState state, SealedRoll roll, byte[]? secret, int recipientsPerHousehold)
    {
        var terms = WitnessRules.Terms(state);
        var revealUntil = state.Plan.ClosesAt.AddMinutes(terms.RevealMinutes).ToUniversalTime();
        var commitment = new DrawCommitment(
            DrawCommitment.FormatName,
            state.Plan.Number,
            state.Plan.ClosesAt.ToUniversalTime(),
            roll.Entries,
            roll.Root,
            recipientsPerHousehold,
            DrawCommitment.QuotasOf(state.Plan.Quotas),
            secret is null ? null : Convert.ToHexStringLower(SHA256.HashData(secret)),
            [.. state.Witnesses.Select(witness => new CommittedWitness(witness.Name, witness.Hash))],
            terms.Beacon,
            terms.IfMissing,
            revealUntil,
            state.Witnesses.IsEmpty && terms.Beacon is null)
        {
            PlannedSeedHash = WaveRules.PlannedSeedHashOf(state),
        };
        return new WaveSealing(
            roll.Attempt,
            roll.Entries,
            Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(commitment, DrawJson.Default.DrawCommitment)),
            secret is null ? null : Convert.ToHexStringLower(secret),
            revealUntil);
    }

    /// <summary>The seed of a sealed wave, from what was revealed.</summary>
    public static byte[] SeedOf(WaveState state)
    {
        if (state.Seed is { } planned) return Convert.FromHexString(planned);
        var committed = state.Sealing!;
        return DrawSeed.Compute(
            SHA256.HashData(committed.CommitmentBytes()),
            Convert.FromHexString(committed.ProgrammeSecret!),
            state.Witnesses.Select(witness => witness.Secret is { } secret ? Convert.FromHexString(secret) : null),
            state.Beacon is { } beacon ? Convert.FromHexString(beacon.Randomness) : null);
    }

    /// <summary>The draw document of a result file.</summary>
    public static DrawDocument Describe(WaveState state, byte[] seed, ImmutableArray<DrawCell> cells) => new(
        DrawDocument.FormatName,
        state.Plan.Number,
        CommitmentHashOf(state),
        state.Sealing!.ProgrammeSecret,
        [.. state.Witnesses.Select(witness => new RevealedSecret(witness.Name, witness.Secret))],
        state.Beacon,
        Convert.ToHexStringLower(seed),
        [.. cells.Select(PublishedCell.Of)]);

    /// <summary>The document of the redraws.</summary>
    public static byte[] DescribeRedraws(int wave, string commitmentHash, ImmutableArray<RedrawRound> rounds) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new RedrawDocument(
                RedrawDocument.FormatName,
                wave,
                commitmentHash,
                [
                    .. rounds.Select((round, i) => new PublishedRound(
                        i + 1,
                        [
                            .. round.NotTaken.Select(place => new PublishedNotTaken(
                                place.Pseudonym.ToHex(), (byte)place.Reason)),
                        ],
                        [.. round.Selected.Select(pseudonym => pseudonym.ToHex())])),
                ]),
            DrawJson.Default.RedrawDocument);

    private static string CommitmentHashOf(WaveState state) =>
        Convert.ToHexStringLower(SHA256.HashData(state.Sealing!.CommitmentBytes()));
}
