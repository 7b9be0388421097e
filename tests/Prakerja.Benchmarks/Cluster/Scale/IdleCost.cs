using System.Diagnostics;
using System.Globalization;
using Prakerja.Benchmarks.Cluster.Services;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>
/// Processor time of the silo and of PostgreSQL without requests. Percent of one processor; memory in MiB.
/// </summary>
internal sealed record IdleCost(double SiloPercent, double PostgresPercent, long SiloMemoryMiB)
{
    private const double IdlePercent = 20;
    private static readonly TimeSpan ProbeLength = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MeasuredLength = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(20);

    /// <summary>Waits until background work is done, then measures.</summary>
    public static async Task<IdleCost> MeasureAsync(ProgrammeService service)
    {
        await WaitUntilIdleAsync(service);
        return await MeasureAsync(service, MeasuredLength);
    }

    public static async Task WaitUntilIdleAsync(ProgrammeService service)
    {
        using var management = service.Management;
        var begun = Stopwatch.GetTimestamp();
        while (!await management.LedgerIsCaughtUpAsync()
            || (await MeasureAsync(service, ProbeLength)).SiloPercent > IdlePercent)
        {
            if (Stopwatch.GetElapsedTime(begun) > IdleTimeout)
                throw new InvalidOperationException($"The silo did not come to rest within {IdleTimeout}.");
            await Task.Delay(ProbeLength);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"silo {SiloPercent:0.0} %, PostgreSQL {PostgresPercent:0.0} %, {SiloMemoryMiB} MiB");

    /// <summary>Processor time since the start of the processes.</summary>
    public static async Task<(TimeSpan Silo, TimeSpan Postgres)> ProcessorTimesAsync(ProgrammeService service)
    {
        var backend = (int)await service.Store.CountAsync("SELECT pg_backend_pid()::bigint");
        return (service.Silo.ProcessorTime, ProcessorUsage.OfTree(ProcessorUsage.ParentOf(backend)));
    }

    private static async Task<IdleCost> MeasureAsync(ProgrammeService service, TimeSpan length)
    {
        var before = await ProcessorTimesAsync(service);
        var begun = Stopwatch.GetTimestamp();
        await Task.Delay(length);
        var after = await ProcessorTimesAsync(service);
        return new IdleCost(
            ProcessorUsage.Percent(after.Silo - before.Silo, begun),
            ProcessorUsage.Percent(after.Postgres - before.Postgres, begun),
            service.Silo.MemoryMiB);
    }
}
