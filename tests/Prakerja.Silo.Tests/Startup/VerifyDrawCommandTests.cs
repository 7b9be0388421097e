using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.Tests.Startup;

/// <summary><c>Prakerja.Silo verify-draw</c> as a process: one line and an exit code, without any setting.</summary>
public sealed class VerifyDrawCommandTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("prakerja-verify-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task A_right_file_is_OK()
    {
        var draw = Write("draw", ResultFile());

        var (code, output, errors) = await RunAsync(draw, "--threads", "1");

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(
            "^OK: draw of wave 21, 1 records, 1 selected, commitment [0-9a-f]{64}, self-witnessed\n$", output);
    }

    [Fact]
    public async Task A_right_file_with_its_redraws_is_OK()
    {
        var draw = Write("draw", ResultFile());
        var redraws = Write("redraws", JsonSerializer.SerializeToUtf8Bytes(
            new RedrawDocument(RedrawDocument.FormatName, 21, HashOf(CommitmentBytes()), []),
            DrawJson.Default.RedrawDocument));

        var (code, output, errors) = await RunAsync("--redraws", redraws, draw);

        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith(
            "OK: draw of wave 21, 1 records, 1 selected, 0 rounds of redraws, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_DIFFERS()
    {
        var file = ResultFile();
        file[^5] = 7;

        var (code, output, errors) = await RunAsync(Write("draw", file));

        Assert.Equal((1, ""), (code, errors));
        Assert.Equal(
            "DIFFERS: record 1 (pseudonym 00000000000000010000000000000002), outcome: expected 0, found 7\n", output);
    }

    [Fact]
    public async Task Wrong_arguments_show_the_usage()
    {
        string[][] wrong =
        [
            [], ["a", "b"], ["--redraws"], ["a", "--redraws"], ["a", "--threads", "0"], ["a", "--threads", "x"],
            ["a", "--threads"], ["--help"],
        ];
        foreach (var arguments in wrong)
        {
            var (code, output, errors) = await RunAsync(arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.Equal("usage: Prakerja.Silo verify-draw FILE [--redraws FILE] [--threads N]\n", errors);
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_one_line()
    {
        var draw = Write("draw", ResultFile());
        var roll = Write("roll", [.. DrawFile.RollHeader(CommitmentBytes()), .. RecordBytes()]);
        string[][] unreadable =
        [
            [Path.Combine(directory.FullName, "absent")], [directory.FullName],
            [draw, "--redraws", Path.Combine(directory.FullName, "absent")], [roll, "--redraws", draw],
        ];
        foreach (var arguments in unreadable)
        {
            var (code, output, errors) = await RunAsync(arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.Equal(1, errors.Count(character => character == '\n'));
            Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Prakerja.Silo.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "verify-draw", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Bound);
        return (process.ExitCode, output, await errors);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(directory.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A result file of one application, which is selected.</summary>
    private static byte[] ResultFile()
    {
        var commitment = CommitmentBytes();
        var seed = DrawSeed.Compute(SHA256.HashData(commitment), Secret, [], null);
        var ticket = Ticket.Of(seed, Record.Pseudonym).ToHex();
        var draw = new DrawDocument(
            DrawDocument.FormatName,
            21,
            HashOf(commitment),
            Convert.ToHexStringLower(Secret),
            [],
            null,
            Convert.ToHexStringLower(seed),
            [new PublishedCell(new ProvinceCode(Record.Province), Record.Tier, 1, 1, ticket)]);
        return
        [
            .. DrawFile.DrawHeader(
                commitment, JsonSerializer.SerializeToUtf8Bytes(draw, DrawJson.Default.DrawDocument)),
            .. DrawFile.Join(RecordBytes(), [0, 0, 0, 0, 1]),
        ];
    }

    private static byte[] CommitmentBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new DrawCommitment(
            DrawCommitment.FormatName,
            21,
            DateTimeOffset.UnixEpoch,
            1,
            Convert.ToHexStringLower(MerkleTree.RootOf(RecordBytes())),
            2,
            [new CommittedQuota(new ProvinceCode(Record.Province), 5, [])],
            HashOf(Secret),
            [],
            null,
            MissingSecretRule.Wait,
            DateTimeOffset.UnixEpoch,
            SelfWitnessed: true),
        DrawJson.Default.DrawCommitment);

    private static byte[] RecordBytes()
    {
        var bytes = new byte[DrawRecords.Length];
        DrawRecords.Write(Record, bytes);
        return bytes;
    }

    private static byte[] Secret { get; } = SHA256.HashData("programme"u8);

    private static DrawRecord Record { get; } = new(new KeyedHash(1, 2), new KeyedHash(3, 4), 2, 32, 1, 0);

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
