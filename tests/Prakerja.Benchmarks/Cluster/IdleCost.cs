using System.Diagnostics;
using System.Globalization;

namespace Prakerja.Benchmarks.Cluster;

/// <summary>
/// What the silo and PostgreSQL take of one processor while nothing is asked of them. Percent; memory in MiB.
/// </summary>
internal sealed record IdleCost(double SiloPercent, double PostgresPercent, long SiloMemoryMiB)
{
    private const double CalmPercent = 20;
    private static readonly TimeSpan LookLength = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MeasuredLength = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CalmBound = TimeSpan.FromMinutes(20);

    /// <summary>Waits until what was set in motion is over, then measures.</summary>
    public static async Task<IdleCost> MeasureAsync(OwnService service)
    {
        await CalmAsync(service);
        return await MeasureAsync(service, MeasuredLength);
    }

    public static async Task CalmAsync(OwnService service)
    {
        using var management = service.Management;
        var begun = Stopwatch.GetTimestamp();
        while (!await management.BooksAreCaughtUpAsync()
            || (await MeasureAsync(service, LookLength)).SiloPercent > CalmPercent)
        {
            if (Stopwatch.GetElapsedTime(begun) > CalmBound)
                throw new InvalidOperationException($"The silo did not come to rest within {CalmBound}.");
            await Task.Delay(LookLength);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"silo {SiloPercent:0.0} %, PostgreSQL {PostgresPercent:0.0} %, {SiloMemoryMiB} MiB");

    private static async Task<IdleCost> MeasureAsync(OwnService service, TimeSpan length)
    {
        var backend = (int)await service.Store.CountAsync("SELECT pg_backend_pid()::bigint");
        var postmaster = Processors.ParentOf(backend);
        var begun = Stopwatch.GetTimestamp();
        var (silo, postgres) = (service.Silo.ProcessorTime, Processors.OfTree(postmaster));
        await Task.Delay(length);
        return new IdleCost(
            Processors.Percent(service.Silo.ProcessorTime - silo, begun),
            Processors.Percent(Processors.OfTree(postmaster) - postgres, begun),
            service.Silo.MemoryMiB);
    }
}
