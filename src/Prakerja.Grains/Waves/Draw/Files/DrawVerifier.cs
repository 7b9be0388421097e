using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;

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
    private readonly Dictionary<KeyedHash, byte> rooms = [];
    private readonly List<NotSelectedReason> outcomes = [];
    private readonly List<uint> ranks = [];
    private DrawCommitment commitment = null!;

    /// <summary>Called from time to time with the share of the work that is done, 0 to 1.</summary>
    public Action<double> OnProgress { get; init; } = static _ => { };

    /// <summary>Checks a roll file or a result file.</summary>
    /// <param name="redraws">The document of the redraws; null when it is not checked.</param>
    /// <exception cref="DrawFileDifferenceException">The first difference.</exception>
    public DrawVerdict Verify(Stream file, byte[]? redraws = null)
    {
        var reader = new DrawFileReader(file);
        (commitment, var draw) = reader.ReadHeader();
        if (commitment.Entries < 0) throw new DrawFileDifferenceException("The commitment says a negative number of entries.");
        var quotas = CheckQuotas();
        reader.ReadRecords(commitment.Entries, records => AddRecords(records.Span, reader.HasResult));
        if (Convert.ToHexStringLower(tree.ComputeRoot()) is var root && root != commitment.Root)
            throw new DrawFileDifferenceException($"The root of the records is {root}; the commitment says {commitment.Root}.");
        var hash = SHA256.HashData(reader.CommitmentBytes);
        if (draw is null) return VerdictOf(hash, null, 0);
        if (DrawSeedRules.FindDifference(commitment, hash, draw) is { } difference)
            throw new DrawFileDifferenceException(difference);

        OnProgress(0.5);
        var order = DrawOrder.Of(roll, Convert.FromHexString(draw.Seed), threads);
        OnProgress(0.8);
        var result = DrawRules.Draw(roll, order, quotas);
        CompareResults(result);
        CompareCells(draw, result);
        if (redraws is not null) VerifyRedraws(redraws, hash, order, quotas, result);
        OnProgress(1);
        return VerdictOf(hash, draw, result.Cells.Sum(cell => cell.Winners));
    }

    private ImmutableArray<ProvinceQuota> CheckQuotas()
    {
        var quotas = commitment.ToQuotas();
        if (WaveRules.ValidateQuotas(quotas) is { } refusal)
            throw new DrawFileDifferenceException($"The quotas of the commitment are not valid ({refusal.Code}).");
        return quotas;
    }

    private void AddRecords(ReadOnlySpan<byte> bytes, bool hasResult)
    {
        var length = DrawRecords.Length + (hasResult ? DrawRecords.ResultLength : 0);
        for (var at = 0; at < bytes.Length; at += length)
        {
            var record = bytes.Slice(at, DrawRecords.Length);
            Check(DrawRecords.Read(record));
            tree.Add(MerkleTree.HashLeaf(record));
            if (!hasResult) continue;
            var (outcome, rank) = DrawResult.Read(bytes.Slice(at + DrawRecords.Length, DrawRecords.ResultLength));
            outcomes.Add(outcome);
            ranks.Add(rank);
        }

        OnProgress(0.5 * roll.Count / Math.Max(1, commitment.Entries));
    }

    private void Check(in DrawRecord record)
    {
        var place = roll.Count;
        if (place > 0 && record.Pseudonym <= roll[place - 1].Pseudonym)
            throw new DrawFileDifferenceException(record.Pseudonym == roll[place - 1].Pseudonym
                ? $"Record {place} has the same pseudonym as the record before it."
                : $"Record {place} is not in the order of the pseudonyms.");
        if (record.Reason is NotSelectedReason.HouseholdFull or > NotSelectedReason.TestFailed)
            throw new DrawFileDifferenceException($"Record {place} has the unknown reason {(byte)record.Reason}.");
        if (record.Province is < ProvinceCode.Min or > ProvinceCode.Max)
            throw new DrawFileDifferenceException($"Record {place} has the unknown province {record.Province}.");
        if (record.Room > commitment.RecipientsPerHousehold)
            throw new DrawFileDifferenceException(
                $"Record {place} has room for {record.Room} recipients; a household has at most "
                    + $"{commitment.RecipientsPerHousehold}.");
        if (rooms.TryGetValue(record.Household, out var room) && room != record.Room)
            throw new DrawFileDifferenceException($"Record {place} has another room than its household: {record.Room}, not {room}.");
        rooms[record.Household] = record.Room;
        roll.Add(record);
    }

    private void CompareResults(DrawResult result)
    {
        for (var i = 0; i < roll.Count; i++)
        {
            if (outcomes[i] != result.Outcomes[i])
                throw new DrawFileDifferenceException(
                    $"Record {i} has the outcome {(byte)outcomes[i]}; the draw gives {(byte)result.Outcomes[i]}.");
            if (ranks[i] != result.Ranks[i])
                throw new DrawFileDifferenceException($"Record {i} has the rank {ranks[i]}; the draw gives {result.Ranks[i]}.");
        }
    }

    private static void CompareCells(DrawDocument draw, DrawResult result)
    {
        var cells = result.Cells.Select(PublishedCell.Of).ToList();
        if (draw.Cells.Length != cells.Count)
            throw new DrawFileDifferenceException($"The draw document has {draw.Cells.Length} cells; the draw has {cells.Count}.");
        for (var i = 0; i < cells.Count; i++)
        {
            if (draw.Cells[i] != cells[i])
                throw new DrawFileDifferenceException($"Cell {i} is {draw.Cells[i]}; the draw gives {cells[i]}.");
        }
    }

    private void VerifyRedraws(
        byte[] document,
        byte[] commitmentHash,
        DrawOrder order,
        ImmutableArray<ProvinceQuota> quotas,
        DrawResult result)
    {
        var redraws = DrawFileReader.Parse(document, DrawJson.Default.RedrawDocument, "document of the redraws");
        if (redraws.Format != RedrawDocument.FormatName)
            throw new DrawFileDifferenceException($"The document of the redraws has the unknown format '{redraws.Format}'.");
        if (redraws.Wave != commitment.Wave || redraws.Commitment != Convert.ToHexStringLower(commitmentHash))
            throw new DrawFileDifferenceException("The document of the redraws belongs to another draw.");
        new RedrawVerifier(roll, order, quotas, result).Verify(redraws);
    }

    private DrawVerdict VerdictOf(byte[] commitmentHash, DrawDocument? draw, int selected) => new(
        commitment.Wave,
        roll.Count,
        selected,
        Convert.ToHexStringLower(commitmentHash),
        commitment.SelfWitnessed,
        draw is null
            ? []
            : [
                .. draw.Reveals.Where(reveal => reveal.Secret is null).Select(reveal => reveal.Name),
                .. commitment.Beacon is not null && draw.Beacon is null ? ["beacon"] : Array.Empty<string>(),
            ]);
}

/// <summary>What a verifier found in a file without differences.</summary>
/// <param name="Selected">Selected by the draw; 0 for a roll file.</param>
/// <param name="SelfWitnessed">True when neither a witness nor a beacon took part.</param>
/// <param name="Missing">The witnesses that did not reveal, and "beacon" when its value was missing.</param>
public sealed record DrawVerdict(
    int Wave, int Entries, int Selected, string CommitmentHash, bool SelfWitnessed, ImmutableArray<string> Missing);
