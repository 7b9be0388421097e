using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Prakerja.Load.Invariants;

/// <summary>
/// Checks the published draw of one wave against docs/draw.md. Every record counts as one check, and so does each fact
/// of the documents.
/// </summary>
internal sealed class DrawVerification(Invariant invariant, int wave, ResultFile file)
{
    private const string MissingSecret = "00";
    private const string GivenSecret = "01";

    /// <param name="redraws">The document of the redraws.</param>
    /// <param name="recipients">The recipients of the wave that the driver has seen.</param>
    public void Verify(JsonNode redraws, int recipients)
    {
        Check(
            Text(file.Commitment, "format") == "prakerja-commitment-1"
                && Text(file.Draw, "format") == "prakerja-draw-1",
            "unknown formats");
        Check(
            Number(file.Commitment, "wave") == wave && Number(file.Draw, "wave") == wave, "documents of another wave");
        Check(
            Number(file.Commitment, "entries") == file.Records.Count, $"{file.Records.Count} records in the file");
        Check(Text(file.Commitment, "root") == Convert.ToHexStringLower(RootOf(file.Records)), "another root");
        Check(
            Text(file.Draw, "commitment") == Convert.ToHexStringLower(file.CommitmentHash), "another commitment");
        Check(SeedOf() == Text(file.Draw, "seed"), "another seed");
        for (var i = 1; i < file.Records.Count; i++)
            Check(
                string.CompareOrdinal(file.Records[i - 1].Pseudonym, file.Records[i].Pseudonym) < 0,
                $"record {i} is not in order");

        var selection = new RepeatedSelection(file);
        CheckResults(selection);
        CheckCells(selection);
        CheckRedraws(selection, redraws);
        Check(
            selection.Selected.Count == recipients,
            $"{selection.Selected.Count} selected in the files, {recipients} recipients seen");
    }

    /// <param name="commitmentHash">The hash of the commitment before the first reveal.</param>
    /// <param name="secrets">What the witnesses revealed, in the order of their registration.</param>
    public void VerifyWitnesses(string? commitmentHash, IReadOnlyList<string?> secrets)
    {
        Check(
            Convert.ToHexStringLower(file.CommitmentHash) == commitmentHash,
            "the commitment changed after the witnesses had seen it");
        Check(
            file.Draw["reveals"]!.AsArray().Select(reveal => Text(reveal!, "secret")).SequenceEqual(secrets),
            "other secrets than the witnesses revealed");
        Check(!file.Commitment["selfWitnessed"]!.GetValue<bool>(), "it says that it has no witnesses");
    }

    private void CheckResults(RepeatedSelection selection)
    {
        var ranks = selection.Order
            .GroupBy(record => (record.Province, record.Tier))
            .SelectMany(cell => cell.Select((record, i) => (record.Pseudonym, Rank: (uint)i + 1)))
            .ToDictionary(ranked => ranked.Pseudonym, ranked => ranked.Rank);
        foreach (var record in file.Records)
        {
            var outcome = selection.Outcomes.GetValueOrDefault(record.Pseudonym, record.Reason);
            var rank = ranks.GetValueOrDefault(record.Pseudonym);
            Check(
                record.Outcome == outcome && record.Rank == rank,
                $"{record.Pseudonym}: {record.Outcome}, rank {record.Rank}; the draw gives {outcome}, rank {rank}");
        }
    }

    private void CheckCells(RepeatedSelection selection)
    {
        var cells = selection.Order
            .GroupBy(record => (record.Province, record.Tier))
            .OrderBy(cell => cell.Key.Province, StringComparer.Ordinal).ThenBy(cell => cell.Key.Tier)
            .Select(cell =>
            {
                var selected = cell.Where(record => selection.Selected.Contains(record.Pseudonym)).ToList();
                var last = selected.Count > 0 ? selection.Tickets[selected[^1].Pseudonym] : "none";
                return $"{cell.Key.Province}/{cell.Key.Tier}: {selected.Count} of {cell.Count()}, {last}";
            });
        var published = file.Draw["cells"]!.AsArray().Select(cell =>
            $"{Text(cell!, "province")}/{Number(cell!, "tier")}: {Number(cell!, "selected")} "
            + $"of {Number(cell!, "entries")}, {Text(cell!, "lastTicket") ?? "none"}");
        Check(cells.SequenceEqual(published), "other cells");
    }

    private void CheckRedraws(RepeatedSelection selection, JsonNode redraws)
    {
        Check(
            Text(redraws, "format") == "prakerja-redraws-1"
                && Text(redraws, "commitment") == Convert.ToHexStringLower(file.CommitmentHash),
            "redraws of another draw");
        foreach (var round in redraws["rounds"]!.AsArray())
        {
            var difference = selection.Redraw(round!);
            Check(difference is null, $"redraw {Number(round!, "round")}: {difference}");
        }
    }

    /// <summary>The seed from what was revealed; null when a secret does not match its hash.</summary>
    private string? SeedOf()
    {
        var programme = Text(file.Draw, "programmeSecret");
        if (!Matches(programme, Text(file.Commitment, "programmeHash"))) return null;
        var text = new StringBuilder(Convert.ToHexStringLower("prakerja-seed-1"u8))
            .Append(Convert.ToHexStringLower(file.CommitmentHash))
            .Append(programme);
        var witnesses = file.Commitment["witnesses"]!.AsArray();
        for (var i = 0; i < witnesses.Count; i++)
        {
            var secret = Text(file.Draw["reveals"]![i]!, "secret");
            if (secret is not null && !Matches(secret, Text(witnesses[i]!, "hash"))) return null;
            text.Append(secret is null ? MissingSecret : GivenSecret + secret);
        }

        text.Append(file.Draw["beacon"] is { } beacon ? GivenSecret + Text(beacon, "randomness") : MissingSecret);
        return Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(text.ToString())));
    }

    private static bool Matches(string? secret, string? hash) =>
        secret is not null && Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(secret))) == hash;

    /// <summary>The Merkle tree hash of RFC 6962.</summary>
    private static byte[] RootOf(IReadOnlyList<ResultRecord> records)
    {
        return records.Count == 0 ? SHA256.HashData([]) : Of(0, records.Count);

        byte[] Of(int first, int count)
        {
            if (count == 1) return SHA256.HashData([0, .. records[first].Bytes]);
            var left = (int)(BitOperations.RoundUpToPowerOf2((uint)count) / 2);
            return SHA256.HashData([1, .. Of(first, left), .. Of(first + left, count - left)]);
        }
    }

    private void Check(bool isSo, string breach) => invariant.Check(isSo, () => $"wave {wave}: {breach}");

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static int? Number(JsonNode node, string name) => node[name]?.GetValue<int>();
}
