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
        var order = DrawOrder.Of(roll, seed, Threads);
        var result = DrawRules.Draw(roll, order, sealedWave.Commitment.ToQuotas());
        var document = JsonSerializer.SerializeToUtf8Bytes(describe(result.Cells), DrawJson.Default.DrawDocument);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(DrawFile.DrawHeader(sealedWave.CommitmentBytes, document));
        await files.WriteResultAsync(wave, attempt, ResultChunks(roll, result, hash));
        var winners = await ReadWinnersAsync(sealedWave, record => result.Outcomes[record] == 0);
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
        var order = DrawOrder.Of(roll, seed, Threads);
        var quotas = sealedWave.Commitment.ToQuotas();
        var selection = new RedrawSelection(
            roll, order, quotas, DrawRules.Draw(roll, order, quotas));
        var earlier = RoundsOf(await awards.ReadRedrawsAsync(sealedWave.Wave));
        foreach (var round in earlier)
            selection.Redraw([.. round.NotTaken.OrderBy(place => selection.OrderOf(place.Pseudonym))]);
        List<NotTaken> ordered = [.. open.OrderBy(place => selection.OrderOf(place.Pseudonym))];
        var chosen = selection.Redraw([.. ordered.Select(place => new NotTakenPlace(place.Pseudonym, place.Reason))]);
        var selected = await ReadWinnersAsync(sealedWave, chosen.ToHashSet().Contains);
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

    private async Task<DrawRoll> LoadAsync(SealedWave sealedWave)
    {
        var (records, tree) = (new DrawRoll(), new MerkleTree());
        await foreach (var chunk in files.ReadRollAsync(sealedWave.Wave, sealedWave.Attempt, withParticipants: false))
        {
            records.AddRange(chunk.Records.Span);
            tree.AddRecords(chunk.Records.Span);
        }

        var root = Convert.ToHexStringLower(tree.ComputeRoot());
        return root == sealedWave.Commitment.Root
            ? records
            : throw new InvalidOperationException(
                $"The stored roll of wave {sealedWave.Wave} has the root {root}, but its commitment says "
                + $"{sealedWave.Commitment.Root}: the stored roll was changed. The wave is not drawn.");
    }

    /// <summary>
    /// Reads who the winners are, in the order of the roll. The roll is read once more for it: the participants of all
    /// records would take more memory than the draw has for anything else.
    /// </summary>
    private async Task<List<Winner>> ReadWinnersAsync(SealedWave sealedWave, Func<int, bool> isWinner)
    {
        var (winners, first) = (new List<Winner>(), 0);
        await foreach (var chunk in files.ReadRollAsync(sealedWave.Wave, sealedWave.Attempt, withParticipants: true))
        {
            var count = chunk.Records.Length / DrawRecords.Length;
            for (var i = 0; i < count; i++)
            {
                if (isWinner(first + i)) winners.Add(WinnerAt(chunk, i));
            }

            first += count;
        }

        return winners;
    }

    private static Winner WinnerAt(RollChunk chunk, int index) => new(
        KeyedHash.FromBytes(chunk.Participants.Span[(index * KeyedHash.LengthBytes)..]),
        DrawRecords.Read(chunk.Records.Span[(index * DrawRecords.Length)..]).Pseudonym,
        chunk.Households.IsEmpty
            ? null
            : KeyedHash.FromBytes(chunk.Households.Span[(index * KeyedHash.LengthBytes)..]));

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
