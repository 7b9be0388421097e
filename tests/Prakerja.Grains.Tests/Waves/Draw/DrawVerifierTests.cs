using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>The verifier passes right files and names every kind of damage.</summary>
public sealed class DrawVerifierTests
{
    [Fact]
    public void Right_files_of_every_kind_pass()
    {
        foreach (var source in DrawSamples.Sources)
        {
            var files = DrawSamples.Files(source: source);
            var verdict = Verify(files.ToResult(), DrawFiles.ToBytes(DrawSamples.Redraws(files)));
            Assert.Equal((DrawFiles.Wave, 60, 2), (verdict.Wave, verdict.Entries, verdict.RedrawRounds));
            Assert.Equal(files.Result.Outcomes.Count(outcome => outcome == 0), verdict.Selected);
            Assert.Equal(Convert.ToHexStringLower(files.CommitmentHash), verdict.CommitmentHash);
            Assert.True(Verify(files.ToRoll()).IsRoll);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    public void Files_of_any_size_pass(int size)
    {
        var files = new DrawFiles(Enumerable.Range(1, size).Select(i => Record((ulong)i)), [Quota(JawaBarat, 100)]);

        Assert.Equal(size, Verify(files.ToResult()).Entries);
        Assert.Equal(size, Verify(files.ToRoll()).Entries);
    }

    [Fact]
    public void The_verdict_names_what_a_reader_must_know()
    {
        Assert.EndsWith(
            ", BLS signature of the beacon not checked", TextOf(new DrawSource()), StringComparison.Ordinal);
        Assert.EndsWith(", self-witnessed", TextOf(DrawSamples.Sources[4]), StringComparison.Ordinal);
        Assert.EndsWith(", seed fixed at planning", TextOf(DrawSamples.Sources[6]), StringComparison.Ordinal);
        Assert.EndsWith(
            ", missing secrets: \"ombudsman\", \"university \\\"\\u00e9\\\"\", beacon missing",
            TextOf(DrawSamples.Sources[9]),
            StringComparison.Ordinal);

        static string TextOf(DrawSource source) => Verify(DrawSamples.Files(source: source).ToResult()).ToString();
    }

    [Fact]
    public void Every_damage_to_the_records_is_named()
    {
        Assert.All(DrawSamples.DamagedRecords(), static damaged =>
        {
            var message = Difference(damaged.File);
            Assert.Matches("^(record |records: |commitment.root: )", message);
        });
    }

    [Fact]
    public void A_wrong_outcome_and_a_wrong_rank_are_named_with_the_record()
    {
        var files = DrawSamples.Files();
        files.Rows[4][36] ^= 1;
        var name = $"record 5 (pseudonym {DrawFiles.Hex(files.Roll[4].Pseudonym)})";
        Assert.StartsWith($"{name}, outcome: expected", Difference(files.ToResult()), StringComparison.Ordinal);
        files.Rows[4][36] ^= 1;
        files.Rows[4][40] ^= 1;
        Assert.StartsWith($"{name}, rank: expected", Difference(files.ToResult()), StringComparison.Ordinal);
    }

    [Fact]
    public void Unequal_room_in_a_household_is_named_with_the_first_such_record()
    {
        var files = new DrawFiles(
            Enumerable.Range(1, 9).Select(i => Record((ulong)i, household: (ulong)(i % 2))), [Quota(JawaBarat, 5)]);
        files.Rows[7][32] = 1;
        files.Rows[8][32] = 0;

        Assert.StartsWith("record 8 (", Difference(files.ToResult()), StringComparison.Ordinal);
        Assert.EndsWith(
            "expected 2 as in its household, found 1", Difference(files.ToRoll()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_named()
    {
        var files = new DrawFiles([Record(1), Record(2)], [Quota(JawaBarat, 1)]);
        foreach (var file in new[] { files.ToResult(), files.ToRoll() })
        {
            for (var length = 0; length < file.Length; length++) Assert.NotEmpty(Difference(file[..length]));
        }
    }

    [Fact]
    public void A_changed_bit_anywhere_after_the_header_is_named()
    {
        var files = new DrawFiles([Record(1), Record(2), Record(3)], [Quota(JawaBarat, 1)]);
        var file = files.ToResult();
        for (var place = file.Length - (3 * 41); place < file.Length; place++)
        {
            file[place] ^= 1;
            Assert.NotEmpty(Difference(file));
            file[place] ^= 1;
        }
    }

    [Fact]
    public void A_changed_commitment_is_named()
    {
        AssertDiffers(c => c with { ClosedAt = c.ClosedAt.AddTicks(1) }, "draw document.commitment");
        AssertDiffers(c => c with { Entries = 59 }, "records");
        AssertDiffers(c => c with { Entries = 61 }, "records");
        AssertDiffers(c => c with { Entries = int.MaxValue }, "records");
        AssertDiffers(c => c with { Root = DrawFiles.HashOf("other"u8) }, "commitment.root");
        AssertDiffers(c => c with { RecipientsPerHousehold = 1 }, "record ");
        AssertDiffers(c => c with { Format = "prakerja-commitment-2" }, "commitment.format");
        AssertDiffers(c => c with { SelfWitnessed = true }, "commitment.selfWitnessed");
        AssertDiffers(c => c with { Witnesses = [c.Witnesses[0], c.Witnesses[0]] }, "commitment.witnesses[1].name");
        AssertDiffers(c => c with { Quotas = [c.Quotas[0], c.Quotas[0]] }, "commitment.quotas[1].province");

        static void AssertDiffers(Func<DrawCommitment, DrawCommitment> change, string where)
        {
            var files = DrawSamples.Files();
            files.Commitment = change(files.Commitment);
            Assert.StartsWith(where, Difference(files.ToResult()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_quotas_under_a_right_seed_are_named_with_a_record()
    {
        var files = DrawSamples.Files();
        files.Commitment = files.Commitment with
        {
            Quotas = [files.Commitment.Quotas[0] with { Places = 3 }, files.Commitment.Quotas[1]],
        };
        var outcomes = files.Rows.Select(row => row[36..]).ToList();
        files.Finish();
        for (var i = 0; i < outcomes.Count; i++) outcomes[i].CopyTo(files.Rows[i], 36);

        Assert.StartsWith("record ", Difference(files.ToResult()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_seed_and_a_wrong_reveal_are_named()
    {
        var files = DrawSamples.Files();
        var right = files.Draw;
        files.Draw = right with { Seed = DrawFiles.HashOf("other"u8) };
        Assert.StartsWith("draw document.seed", Difference(files.ToResult()), StringComparison.Ordinal);
        files.Draw = right with { Reveals = [right.Reveals[1], right.Reveals[0]] };
        Assert.StartsWith("draw document.reveals[0].name", Difference(files.ToResult()), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_cells_are_named()
    {
        AssertDiffers(cells => cells.RemoveAt(0), "draw document.cells[0]");
        AssertDiffers(cells => cells.RemoveAt(cells.Length - 1), "draw document.cells: expected");
        AssertDiffers(cells => cells.Add(cells[0]), "draw document.cells: expected");
        AssertDiffers(cells => cells.SetItem(1, cells[1] with { Entries = 99 }), "draw document.cells[1].entries");
        AssertDiffers(cells => cells.SetItem(1, cells[1] with { Selected = 99 }), "draw document.cells[1].selected");
        AssertDiffers(
            cells => cells.SetItem(1, cells[1] with { LastTicket = new string('0', 32) }),
            "draw document.cells[1].lastTicket");

        static void AssertDiffers(
            Func<ImmutableArray<PublishedCell>,
                ImmutableArray<PublishedCell>> change,
            string where)
        {
            var files = DrawSamples.Files();
            files.Draw = files.Draw with { Cells = change(files.Draw.Cells) };
            Assert.StartsWith(where, Difference(files.ToResult()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Redraws_of_a_roll_file_are_a_wrong_argument()
    {
        var files = DrawSamples.Files();

        Assert.Throws<ArgumentException>(
            () => Verify(files.ToRoll(), DrawFiles.ToBytes(DrawSamples.Redraws(files))));
    }

    [Fact]
    public void Damaged_redraws_are_named()
    {
        var files = DrawSamples.Files();
        var right = Encoding.UTF8.GetString(DrawFiles.ToBytes(DrawSamples.Redraws(files)));
        var redraws = DrawSamples.Redraws(files);
        var (lost, chosen) = (redraws.Rounds[0].NotTaken[0].Pseudonym, redraws.Rounds[0].Selected[0]);
        var loser = files.Roll[Array.FindIndex(files.Result.Outcomes, outcome => outcome != 0)].Pseudonym;
        var found = new List<string>();
        foreach (var (old, replacement, where) in new[]
        {
            ("\"wave\":21", "\"wave\":22", "redraws.wave"),
            ("redraws-1", "redraws-2", "redraws.format"),
            (redraws.Commitment, new string('0', 64), "redraws.commitment"),
            ("\"round\":2", "\"round\":3", "redraws.rounds[1].round"),
            ($"[\"{chosen}\"", $"[\"{DrawFiles.Hex(loser)}\"", "redraws.rounds[0].selected[0]"),
            ($"[\"{chosen}\"", "[null", "redraws.rounds[0].selected[0]"),
            ($"[\"{chosen}\"", $"[\"{chosen}\",\"{chosen}\"", "redraws.rounds[0].selected[1]"),
            (lost, DrawFiles.Hex(loser), "redraws.rounds[0].notTaken[0].pseudonym"),
            (lost, new string('0', 32), "redraws.rounds[0].notTaken[0].pseudonym"),
            (lost, redraws.Rounds[0].NotTaken[1].Pseudonym, "redraws.rounds[0].notTaken[1].pseudonym"),
            ("\"reason\":1", "\"reason\":2", "redraws.rounds"),
            ("\"notTaken\":[{", "\"notTaken\":[null,{", "redraws.rounds[0].notTaken[0]"),
            ("\"rounds\":[{", "\"rounds\":[null,{", "redraws.rounds[0]"),
        })
        {
            Assert.Contains(old, right, StringComparison.Ordinal);
            var document = Encoding.UTF8.GetBytes(right.Replace(old, replacement, StringComparison.Ordinal));
            Assert.StartsWith(where, Difference(files.ToResult(), document), StringComparison.Ordinal);
            found.Add(where);
        }

        Assert.NotEmpty(found);
        Assert.StartsWith(
            "redraws: expected at most",
            Difference(files.ToResult(), new byte[DrawFile.RedrawBytesMax + 1]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Redraws_of_no_round_pass()
    {
        var files = DrawSamples.Files();
        var redraws = DrawSamples.Redraws(files) with { Rounds = [] };

        Assert.Equal(0, Verify(files.ToResult(), DrawFiles.ToBytes(redraws)).RedrawRounds);
    }

    [Fact]
    public void The_programme_reads_its_own_documents()
    {
        foreach (var files in DrawSamples.Sources.Select(source => DrawSamples.Files(source: source)))
        {
            var commitment = JsonSerializer.SerializeToUtf8Bytes(files.Commitment, DrawJson.Default.DrawCommitment);
            var draw = JsonSerializer.SerializeToUtf8Bytes(files.Draw, DrawJson.Default.DrawDocument);
            Assert.Equal(commitment, JsonSerializer.SerializeToUtf8Bytes(
                JsonSerializer.Deserialize(commitment, DrawJson.Default.DrawCommitment)!,
                DrawJson.Default.DrawCommitment));
            Assert.Equal(draw, JsonSerializer.SerializeToUtf8Bytes(
                JsonSerializer.Deserialize(draw, DrawJson.Default.DrawDocument)!, DrawJson.Default.DrawDocument));
        }
    }

    internal static DrawVerdict Verify(byte[] file, byte[]? redraws = null) =>
        new DrawVerifier(1).Verify(new MemoryStream(file), redraws);

    /// <summary>The message of the verifier, which has one short line.</summary>
    internal static string Difference(byte[] file, byte[]? redraws = null)
    {
        var message = Assert.Throws<DrawFileDifferenceException>(() => Verify(file, redraws)).Message;
        Assert.True(message.Length < 400 && message.All(character => character is >= ' ' and <= '~'), message);
        return message;
    }
}
