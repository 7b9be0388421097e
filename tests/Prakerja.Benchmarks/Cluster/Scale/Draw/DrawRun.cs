using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Grains.Waves;

namespace Prakerja.Benchmarks.Cluster.Scale.Draw;

/// <summary>The figures of one drawn wave. Seconds and MiB.</summary>
internal sealed record DrawRun(int Applications, int Winners)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    public double ClosingToCommitted { get; private init; }

    public double CommittedToDrawn { get; private init; }

    /// <summary>Processor time of the silo and of PostgreSQL, from closing to drawn.</summary>
    public (double Silo, double Postgres) Processor { get; private init; }

    public long MemoryBefore { get; private init; }

    public long MemoryPeak { get; private init; }

    public long FileMiB { get; private init; }

    /// <summary>Tickets, order and selection of a roll in memory, one processor for the tickets.</summary>
    public double DrawItself { get; private set; }

    public double Verified { get; private set; }

    public SqlDraw Sql { get; private set; } = null!;

    /// <summary>
    /// Draws a wave in the silo; then, in this process, repeats the draw, verifies the file, and selects by SQL.
    /// </summary>
    public static async Task<DrawRun> MeasureAsync(
        ProgrammeService service, int wave, int applications, int winners, string directory)
    {
        using var management = service.Management;
        var now = await management.NowAsync();
        var (drawsAt, announcesAt) = (now.AddHours(1).AddMinutes(1), now.AddDays(2));
        await management.OpenWaveAsync(wave, now.AddHours(1), announcesAt, DrawnRoll.Quotas(winners));
        await DrawnRoll.WriteAsync(service.Store, wave, applications, now);
        await service.Store.VacuumAsync();
        await service.Store.RunAsync("CHECKPOINT");
        await IdleCost.WaitUntilIdleAsync(service);

        var before = service.Silo.MemoryMiB;
        service.Silo.ResetPeakMemory();
        var processor = await IdleCost.ProcessorTimesAsync(service);
        var begun = Stopwatch.GetTimestamp();
        await management.MoveClockAsync(drawsAt);
        var committed = await UntilAsync(service, wave, "wave.roll_committed", begun);
        var drawn = await UntilAsync(service, wave, "wave.drawn", begun);
        var peak = service.Silo.PeakMemoryMiB;
        var after = await IdleCost.ProcessorTimesAsync(service);

        var file = Path.Combine(directory, "result.bin");
        var (state, roll) = await DownloadAsync(service, wave, file);
        var run = new DrawRun(applications, winners)
        {
            ClosingToCommitted = committed.TotalSeconds,
            CommittedToDrawn = (drawn - committed).TotalSeconds,
            Processor = (
                (after.Silo - processor.Silo).TotalSeconds, (after.Postgres - processor.Postgres).TotalSeconds),
            MemoryBefore = before,
            MemoryPeak = peak,
            FileMiB = new FileInfo(file).Length >> 20,
        };
        run.Repeat(state, roll);
        run.Verify(file);
        File.Delete(file);
        run.Sql = await SqlDraw.MeasureAsync(service.Store, state, roll);
        return run;
    }

    private static async Task<TimeSpan> UntilAsync(ProgrammeService service, int wave, string type, long begun)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(*) FROM event_log WHERE grain_type = 'wave' AND grain_key = 'w-{wave}' AND type = '{type}'
            """);
        while (await service.Store.CountAsync(sql) == 0)
        {
            var took = Stopwatch.GetElapsedTime(begun);
            if (took > Timeout) throw new TimeoutException($"After {took}: the wave has no {type}.");
            await Task.Delay(50);
        }

        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task<(WaveState State, DrawRoll Roll)> DownloadAsync(
        ProgrammeService service, int wave, string path)
    {
        var state = await StateAsync(service, wave);
        var attempt = state.Sealing!.Attempt;
        var files = service.Store.DrawFiles;
        var roll = new DrawRoll();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        await WriteAsync(DrawFile.DrawHeader(
            state.Sealing.CommitmentBytes(), System.Text.Encoding.UTF8.GetBytes(state.Result!.Document)));
        var results = files.ReadResultAsync(wave, attempt).GetAsyncEnumerator();
        await foreach (var chunk in files.ReadRollAsync(wave, attempt, withParticipants: false))
        {
            if (!await results.MoveNextAsync()) throw new InvalidOperationException("A result chunk is missing.");
            roll.AddRange(chunk.Records.Span);
            await WriteAsync(DrawFile.Join(chunk.Records.Span, results.Current.Span));
        }

        await results.DisposeAsync();
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        return found == state.Result.FileHash
            ? (state, roll)
            : throw new InvalidOperationException($"The file's hash is {found}, not {state.Result.FileHash}.");

        async Task WriteAsync(byte[] bytes)
        {
            hash.AppendData(bytes);
            await file.WriteAsync(bytes);
        }
    }

    private static async Task<WaveState> StateAsync(ProgrammeService service, int wave)
    {
        await using var command = service.Store.Source.CreateCommand(
            string.Create(CultureInfo.InvariantCulture,
                $"SELECT payload FROM grain_state WHERE type = 'wave' AND key = 'w-{wave}'"));
        return JsonSerializer.Deserialize((byte[])(await command.ExecuteScalarAsync())!, WaveJson.Default.WaveState)!;
    }

    private void Repeat(WaveState state, DrawRoll roll)
    {
        var begun = Stopwatch.GetTimestamp();
        var order = DrawOrder.Of(roll, WaveDocuments.SeedOf(state), Math.Max(1, Environment.ProcessorCount - 1));
        var result = DrawRules.Draw(roll, order, state.Plan.Quotas);
        DrawItself = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (!result.Cells.SequenceEqual(state.Cells)) throw new InvalidOperationException("The repeated draw differs.");
    }

    private void Verify(string path)
    {
        using var file = File.OpenRead(path);
        var begun = Stopwatch.GetTimestamp();
        var verdict = new DrawVerifier(Math.Max(1, Environment.ProcessorCount)).Verify(file);
        Verified = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (verdict.Entries != Applications) throw new InvalidOperationException(verdict.ToString());
    }
}
