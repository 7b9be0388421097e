using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>
/// This verifier and the one in Python, which was written from docs/draw.md alone, print the same line.
/// </summary>
public sealed class DrawVerifierAgreementTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("prakerja-draw-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Both_pass_the_same_files_with_redraws()
    {
        for (var wave = 0; wave < 10; wave++)
        {
            var files = DrawSamples.Files(wave, DrawSamples.Sources[wave]);
            var line = await AssertAgreeAsync(files.ToResult(), DrawFiles.ToBytes(DrawSamples.Redraws(files)));
            Assert.StartsWith("OK: draw of wave 21, 60 records, ", line, StringComparison.Ordinal);
            Assert.StartsWith("OK: roll of wave 21", await AssertAgreeAsync(files.ToRoll()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Both_name_the_same_difference_of_damaged_records()
    {
        foreach (var (damage, file) in DrawSamples.DamagedRecords(wave: 3))
        {
            var line = await AssertAgreeAsync(file);
            Assert.True(line.StartsWith("DIFFERS: ", StringComparison.Ordinal), $"{damage}: {line}");
        }
    }

    [Theory]
    [InlineData("\"closedAt\":\"2026", "\"closedAt\":\"2O26")]
    [InlineData("00:00\",\"entries\"", "00:01\",\"entries\"")]
    [InlineData("\"entries\":60", "\"entries\":61")]
    [InlineData("\"entries\":60", "\"entries\":6e1")]
    [InlineData("\"entries\":60", "\"entries\":2147483648")]
    [InlineData("\"entries\":60", "\"entries\":60,\"entries\":60")]
    [InlineData("\"entries\":60,", "")]
    [InlineData("\"wave\":21", "\"wave\":-1")]
    [InlineData("\"province\":\"31\"", "\"province\":\"10\"")]
    [InlineData("\"province\":\"31\"", "\"province\":\"32\"")]
    [InlineData("\"tier\":1", "\"tier\":0")]
    [InlineData("\"tier\":1", "\"tier\":3")]
    [InlineData("\"kind\":\"drand\"", "\"kind\":\"Drand\"")]
    [InlineData("\"round\":123", "\"round\":0")]
    [InlineData("\"source\":null", "\"source\":\"x\"")]
    [InlineData("\"ifMissing\":\"wait\"", "\"ifMissing\":\"Wait\"")]
    [InlineData("\"selfWitnessed\":false", "\"selfWitnessed\":true")]
    [InlineData("\"selfWitnessed\":false", "\"selfWitnessed\":0")]
    [InlineData("\"ombudsman\",\"hash\":\"", "\"\",\"hash\":\"")]
    [InlineData("\"ombudsman\",\"hash\":\"", "\"ombudsman\",\"hash\":\"0")]
    [InlineData("\"tiers\":[]", "\"tiers\":null,\"remark\":[]")]
    [InlineData("\"tiers\":[]", "\"tiers\":{}")]
    [InlineData("{\"format\"", "{\"remark\":[[[[[[[[]]]]]]]],\"format\"")]
    [InlineData("{\"format\"", "{\"remark\":[[[[[[[]]]]]]],\"format\"")]
    [InlineData("{\"format\"", "[{\"format\"")]
    [InlineData("{\"format\"", "{\"format\":\"\u00e9\\n\",\"other\"")]
    public async Task Both_treat_a_changed_commitment_the_same_way(string old, string changed)
    {
        var file = DrawSamples.Files().ToResult();
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(DrawFile.MagicLength));
        var start = DrawFile.MagicLength + sizeof(int);
        var right = Encoding.UTF8.GetString(file, start, length);
        Assert.Contains(old, right, StringComparison.Ordinal);
        var at = right.IndexOf(old, StringComparison.Ordinal);
        var commitment =
            Encoding.UTF8.GetBytes(string.Concat(right.AsSpan(0, at), changed, right.AsSpan(at + old.Length)));

        var header = DrawFile.RollHeader(commitment).AsSpan(DrawFile.RollMagic.Length);
        var line =
            await AssertAgreeAsync([.. DrawFile.DrawMagic, .. header, .. file.AsSpan(start + length)], exactly: false);

        Assert.StartsWith("DIFFERS: ", line, StringComparison.Ordinal); // at least the hash of the commitment differs
    }

    [Theory]
    [InlineData("\"wave\":21", "\"wave\":22")]
    [InlineData("\"round\":2", "\"round\":1")]
    [InlineData("\"reason\":1", "\"reason\":4")]
    [InlineData("\"reason\":4", "\"reason\":1")]
    [InlineData("\"reason\":4", "\"reason\":7")]
    [InlineData("\"selected\":[\"", "\"selected\":[null,\"")]
    public async Task Both_treat_changed_redraws_the_same_way(string old, string changed)
    {
        for (var wave = 0; wave < 3; wave++)
        {
            var files = DrawSamples.Files(wave);
            var right = Encoding.UTF8.GetString(DrawFiles.ToBytes(DrawSamples.Redraws(files)));
            var redraws = right.Replace(old, changed, StringComparison.Ordinal);
            Assert.NotEqual(right, redraws);
            await AssertAgreeAsync(files.ToResult(), Encoding.UTF8.GetBytes(redraws), exactly: false);
        }
    }

    /// <summary>Verifies with both programs and returns the line of this one.</summary>
    /// <param name="exactly">False when only the verdict and the place must agree, not the words after it.</param>
    private async Task<string> AssertAgreeAsync(byte[] file, byte[]? redraws = null, bool exactly = true)
    {
        string line;
        try
        {
            line = $"OK: {DrawVerifierTests.Verify(file, redraws)}";
        }
        catch (DrawFileDifferenceException difference)
        {
            line = $"DIFFERS: {difference.Message}";
        }

        var python = await RunPythonAsync(file, redraws);
        if (exactly) Assert.Equal(line, python);
        else Assert.Equal(PlaceOf(line), PlaceOf(python));
        return line;

        static string PlaceOf(string line) => line.Split(": expected")[0];
    }

    private async Task<string> RunPythonAsync(byte[] file, byte[]? redraws)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var path = Path.Combine(directory.FullName, "draw");
        await File.WriteAllBytesAsync(path, file, cancelled);
        List<string> arguments = ["-B", Path.Combine(Repository.Root, "tests", "verify-draw", "verify_draw.py"), path];
        if (redraws is not null)
        {
            arguments.AddRange(["--redraws", path + ".redraws"]);
            await File.WriteAllBytesAsync(path + ".redraws", redraws, cancelled);
        }

        using var process = Process.Start(new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        Assert.Equal("", await errors);
        Assert.Equal(output.StartsWith("OK: ", StringComparison.Ordinal) ? 0 : 1, process.ExitCode);
        return output.TrimEnd('\n');
    }
}
