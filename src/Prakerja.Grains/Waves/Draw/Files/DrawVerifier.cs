using System.Globalization;
using System.Security.Cryptography;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Checks a published file of a draw, without a database: it repeats the draw and compares each record
/// (docs/draw.md, "What a verifier checks").
/// </summary>
/// <param name="threads">How many processors may hash at the same time.</param>
public sealed class DrawVerifier(int threads)
{
    private readonly DrawRoll roll = new();
    private readonly MerkleTree tree = new();
    private byte[] outcomes = [];
    private uint[] ranks = [];

    /// <summary>Called from time to time with the share of the work that is done, 0 to 1.</summary>
    public Action<double> OnProgress { get; init; } = static _ => { };

    /// <summary>Checks a roll file or a result file.</summary>
    /// <param name="file">A stream that knows its length, at its beginning.</param>
    /// <param name="redraws">The document of the redraws; null when it is not checked.</param>
    /// <exception cref="DrawFileDifferenceException">The first difference.</exception>
    /// <exception cref="ArgumentException">There is a document of redraws, but the file is a roll file.</exception>
    public DrawVerdict Verify(Stream file, byte[]? redraws = null)
    {
        var reader = new DrawFileReader(file);
        var (commitment, draw) = reader.ReadHeader();
        if (draw is null && redraws is not null)
            throw new ArgumentException("Redraws need a result file, and this is a roll file.", nameof(redraws));
        ReadRecords(reader, commitment);
        DrawRollRules.CheckRooms(roll);
        OnProgress(0.5);
        if (Convert.ToHexStringLower(tree.ComputeRoot()) is var root && root != commitment.Root)
            throw new DrawFileDifferenceException(
                "commitment.root", DrawField.Show(root), DrawField.Show(commitment.Root));
        var hash = SHA256.HashData(reader.CommitmentBytes);
        var verdict = new DrawVerdict(
            draw is null, commitment.Wave, roll.Count, 0, Convert.ToHexStringLower(hash))
        {
            IsSelfWitnessed = commitment.SelfWitnessed,
            IsSeedPlanned = commitment.PlannedSeedHash is not null,
        };
        return draw is null ? verdict : Repeat(commitment, hash, draw, redraws, verdict);
    }

    private DrawVerdict Repeat(
        DrawCommitment commitment, byte[] hash, DrawDocument draw, byte[]? redraws, DrawVerdict verdict)
    {
        if (DrawSeedRules.FindDifference(commitment, hash, draw) is { } difference)
            throw new DrawFileDifferenceException(difference);
        var quotas = commitment.ToQuotas();
        var order = DrawOrder.Of(roll, Convert.FromHexString(draw.Seed), threads);
        OnProgress(0.8);
        var result = DrawRules.Draw(roll, order, quotas);
        OnProgress(0.95);
        CompareResults(result);
        CompareCells(draw, result);
        if (redraws is not null)
        {
            var verifier = new RedrawVerifier(roll, order, quotas, result);
            verdict = verdict with { RedrawRounds = verifier.Verify(redraws, commitment, verdict.CommitmentHash) };
        }

        OnProgress(1);
        return verdict with
        {
            Selected = result.Cells.Sum(cell => cell.Winners),
            MissingWitnesses = [.. draw.Reveals.Where(reveal => reveal.Secret is null).Select(reveal => reveal.Name)],
            IsBeaconMissing = commitment.Beacon is not null && draw.Beacon is null,
            IsBeaconUnchecked = draw.Beacon?.Signature is not null,
        };
    }

    private void ReadRecords(DrawFileReader reader, DrawCommitment commitment)
    {
        var length = DrawRecords.Length + (reader.HasResult ? DrawRecords.ResultLength : 0);
        reader.ReadRecords(commitment.Entries, block =>
        {
            if (outcomes.Length == 0 && reader.HasResult)
                (outcomes, ranks) = (new byte[commitment.Entries], new uint[commitment.Entries]);
            var bytes = block.Span;
            for (var at = 0; at < bytes.Length; at += length)
            {
                var record = bytes.Slice(at, DrawRecords.Length);
                if (reader.HasResult)
                {
                    var (outcome, rank) =
                        DrawResult.Read(bytes.Slice(at + DrawRecords.Length, DrawRecords.ResultLength));
                    (outcomes[roll.Count], ranks[roll.Count]) = ((byte)outcome, rank);
                }

                DrawRollRules.Add(roll, DrawRecords.Read(record), commitment.RecipientsPerHousehold);
            }

            tree.AddRecords(bytes, length);
            OnProgress(0.4 * roll.Count / commitment.Entries);
        });
    }

    private void CompareResults(DrawResult result)
    {
        for (var i = 0; i < roll.Count; i++)
        {
            if (outcomes[i] != (byte)result.Outcomes[i])
                throw new DrawFileDifferenceException(
                    $"{DrawRollRules.NameOf(roll[i], i + 1)}, outcome", (byte)result.Outcomes[i], outcomes[i]);
            if (ranks[i] != result.Ranks[i])
                throw new DrawFileDifferenceException(
                    $"{DrawRollRules.NameOf(roll[i], i + 1)}, rank", result.Ranks[i], ranks[i]);
        }
    }

    private static void CompareCells(DrawDocument draw, DrawResult result)
    {
        var cells = result.Cells.Select(PublishedCell.Of).ToList();
        for (var i = 0; i < Math.Min(cells.Count, draw.Cells.Length); i++) CompareCell(i, cells[i], draw.Cells[i]);
        if (draw.Cells.Length != cells.Count)
            throw new DrawFileDifferenceException(
                "draw document.cells", $"{cells.Count} cells", $"{draw.Cells.Length} cells");
    }

    private static void CompareCell(int index, PublishedCell expected, PublishedCell found)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"draw document.cells[{index}]");
        if (found.Province != expected.Province)
            throw new DrawFileDifferenceException(
                $"{where}.province", $"\"{expected.Province}\"", $"\"{found.Province}\"");
        if (found.Tier != expected.Tier)
            throw new DrawFileDifferenceException($"{where}.tier", expected.Tier, found.Tier);
        if (found.Entries != expected.Entries)
            throw new DrawFileDifferenceException($"{where}.entries", expected.Entries, found.Entries);
        if (found.Selected != expected.Selected)
            throw new DrawFileDifferenceException($"{where}.selected", expected.Selected, found.Selected);
        if (found.LastTicket != expected.LastTicket)
            throw new DrawFileDifferenceException(
                $"{where}.lastTicket", ShowHex(expected.LastTicket), ShowHex(found.LastTicket));
    }

    private static string ShowHex(string? hex) => hex is null ? "null" : DrawField.Show(hex);
}
