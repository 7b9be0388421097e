using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Draws a sealed roll and stores the result, and draws places again that were not taken. It runs beside the grain.
/// Every call can be repeated and gives the same result, because roll, quotas and seed are fixed.
/// </summary>
public sealed class DrawRunner(IDrawFiles files, IAwardStore awards, IOptions<ProgrammeOptions> options)
{
    private static int Threads => Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Draws. The result file and the awards are durable when the task completes.</summary>
    /// <param name="describe">Makes the draw document from the cells of the result.</param>
    /// <exception cref="InvalidOperationException">The stored roll is not the one of the commitment.</exception>
    public async Task<CompletedDraw> DrawAsync(
        SealedWave sealedWave, byte[] seed, Func<ImmutableArray<DrawCell>, DrawDocument> describe)
    {
        var (wave, attempt) = (sealedWave.Wave, sealedWave.Attempt);
        // Only now is it certain which attempt to seal the roll counts.
        await files.DeleteOtherAttemptsAsync(wave, attempt);
        var roll = await LoadAsync(sealedWave);
        var order = DrawOrder.Of(roll.Records, seed, Threads);
        var result = DrawRules.Draw(roll.Records, order, sealedWave.Commitment.ToQuotas());
        var document = JsonSerializer.SerializeToUtf8Bytes(describe(result.Cells), DrawJson.Default.DrawDocument);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(DrawFile.DrawHeader(sealedWave.CommitmentBytes, document));
        await files.WriteResultAsync(wave, attempt, ResultChunks(roll.Records, result, hash));
        var winners = new List<Winner>();
        for (var i = 0; i < roll.Records.Count; i++)
        {
            if (result.Outcomes[i] == 0) winners.Add(roll.WinnerAt(i));
        }

        await awards.AddAsync(wave, winners, options.Value.RecipientsPerHousehold);
        return new CompletedDraw(result.Cells, document, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// Draws the places again that winners could not take, as one round; null when there are none. The selected
    /// applicants are in the award store when the task completes.
    /// </summary>
    public async Task<CompletedRedraw?> RedrawAsync(SealedWave sealedWave, byte[] seed)
    {
        var open = await awards.ReadNotTakenAsync(sealedWave.Wave);
        if (open.Count == 0) return null;
        var roll = await LoadAsync(sealedWave);
        var order = DrawOrder.Of(roll.Records, seed, Threads);
        var quotas = sealedWave.Commitment.ToQuotas();
        var selection = new RedrawSelection(
            roll.Records, order, quotas, DrawRules.Draw(roll.Records, order, quotas));
        var earlier = RoundsOf(await awards.ReadRedrawsAsync(sealedWave.Wave));
        foreach (var round in earlier)
            selection.Redraw([.. round.NotTaken.OrderBy(place => selection.OrderOf(place.Pseudonym))]);
        List<NotTaken> ordered = [.. open.OrderBy(place => selection.OrderOf(place.Pseudonym))];
        var selected = selection
            .Redraw([.. ordered.Select(place => new NotTakenPlace(place.Pseudonym, place.Reason))])
            .Select(roll.WinnerAt)
            .ToList();
        await awards.AddRedrawAsync(
            sealedWave.Wave, earlier.Length + 1, ordered, selected, options.Value.RecipientsPerHousehold);
        return new CompletedRedraw(earlier.Length + 1, ordered.Count, selected.Count);
    }

    /// <summary>The rounds of stored redrawn outcomes, in order.</summary>
    public static ImmutableArray<RedrawRound> RoundsOf(IEnumerable<RedrawnOutcome> outcomes) =>
    [
        .. outcomes.GroupBy(outcome => outcome.Round).OrderBy(round => round.Key).Select(round => new RedrawRound(
            [
                .. round.Where(outcome => outcome.Reason is not null)
                    .Select(outcome => new NotTakenPlace(outcome.Pseudonym, outcome.Reason!.Value)),
            ],
            [.. round.Where(outcome => outcome.Reason is null).Select(outcome => outcome.Pseudonym)])),
    ];

    private async Task<LoadedRoll> LoadAsync(SealedWave sealedWave)
    {
        var (records, tree) = (new DrawRoll(), new MerkleTree());
        var participants = new KeyedHash[sealedWave.Commitment.Entries];
        await foreach (var chunk in files.ReadRollAsync(sealedWave.Wave, sealedWave.Attempt, withParticipants: true))
        {
            ReadParticipants(chunk.Participants.Span, participants, records.Count);
            records.AddRange(chunk.Records.Span);
            tree.AddRecords(chunk.Records.Span);
        }

        var root = Convert.ToHexStringLower(tree.ComputeRoot());
        return root == sealedWave.Commitment.Root
            ? new LoadedRoll(records, participants)
            : throw new InvalidOperationException(
                $"The stored roll of wave {sealedWave.Wave} has the root {root}, but its commitment says "
                + $"{sealedWave.Commitment.Root}: the stored roll was changed. The wave is not drawn.");
    }

    private static void ReadParticipants(ReadOnlySpan<byte> bytes, KeyedHash[] participants, int first)
    {
        // A stored roll that is longer than its commitment says has another root.
        var count = Math.Min(bytes.Length / KeyedHash.LengthBytes, participants.Length - first);
        for (var i = 0; i < count; i++)
            participants[first + i] = KeyedHash.FromBytes(bytes[(i * KeyedHash.LengthBytes)..]);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ResultChunks(
        DrawRoll roll, DrawResult result, IncrementalHash hash)
    {
        var records = new byte[DrawRecords.PerChunk * DrawRecords.Length];
        for (var start = 0; start < roll.Count; start += DrawRecords.PerChunk)
        {
            var count = Math.Min(DrawRecords.PerChunk, roll.Count - start);
            var results = new byte[count * DrawRecords.ResultLength];
            for (var i = 0; i < count; i++)
            {
                DrawRecords.Write(roll[start + i], records.AsSpan(i * DrawRecords.Length));
                result.Write(start + i, results.AsSpan(i * DrawRecords.ResultLength));
            }

            hash.AppendData(DrawFile.Join(records.AsSpan(0, count * DrawRecords.Length), results));
            yield return results;
        }
    }

    private sealed record LoadedRoll(DrawRoll Records, KeyedHash[] Participants)
    {
        public Winner WinnerAt(int record) => new(Participants[record], Records[record].Pseudonym);
    }
}

/// <summary>A wave whose roll is sealed, as the draw needs it.</summary>
/// <param name="CommitmentBytes">The published bytes.</param>
public sealed record SealedWave(int Wave, long Attempt, DrawCommitment Commitment, byte[] CommitmentBytes);

/// <summary>A stored draw.</summary>
/// <param name="Document">The bytes of the draw document.</param>
/// <param name="FileHash">SHA-256 of the result file, hex.</param>
public sealed record CompletedDraw(ImmutableArray<DrawCell> Cells, byte[] Document, string FileHash);

/// <summary>A stored round of redraws.</summary>
public sealed record CompletedRedraw(int Round, int NotTaken, int Selected);
