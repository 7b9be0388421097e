using System.Diagnostics;
using System.Globalization;
using System.Text;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>
/// Measures the draw of a wave of the expected size: the time over the whole roll, of which many applicants are set
/// aside, and its memory.
/// </summary>
internal static class DrawBenchmark
{
    private const string Name = "draw";
    private const int Wave = 31;
    private const int RollPartitions = 16; // a wave's own number of them
    private const int OneInSetAside = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    public static Task<int> RunAsync(ClusterArguments arguments) =>
        ServiceBenchmark.RunAsync(Name, arguments, MeasureAsync);

    private static async Task<string> MeasureAsync(ProgrammeService service, ClusterArguments arguments)
    {
        using var management = service.Management;
        var now = await management.NowAsync();
        var (drawsAt, announcesAt) = (now.AddHours(1).AddMinutes(1), now.AddHours(2));
        await management.OpenWaveAsync(Wave, now.AddHours(1), announcesAt, places: arguments.Winners);
        await service.People.JoinAsync(arguments.Roll, Wave, RollPartitions, now, OneInSetAside);
        await service.Store.VacuumAsync();
        await IdleCost.WaitUntilIdleAsync(service);

        var before = service.Silo.MemoryMiB;
        await management.MoveClockAsync(drawsAt);
        var drawn = await UntilAsync(management, "drawn");
        var grown = service.Silo.MemoryMiB - before;
        await management.MoveClockAsync(announcesAt);
        var announced = await UntilAsync(management, "announced");

        var text = new StringBuilder();
        Line($"| | |");
        Line($"|---|--:|");
        var setAside = arguments.Roll / OneInSetAside;
        Line($"| on the roll, of these set aside before the draw | {arguments.Roll:N0}, {setAside:N0} |");
        Line($"| from closing to drawn, s | {drawn.TotalSeconds:N1} |");
        Line($"| from the announcement's time to announced, s | {announced.TotalSeconds:N1} |");
        Line($"| memory of the process: before, more after the draw, MiB | {before:N0}, {grown:N0} |");
        Line($"");
        Line($"{RollPartitions} partitions, {arguments.Winners:N0} places. {Report.Machine()}; load {Report.Load()}.");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<TimeSpan> UntilAsync(ManagementClient management, string stage)
    {
        var begun = Stopwatch.GetTimestamp();
        while ((await management.WaveAsync(Wave))["stage"]!.GetValue<string>() != stage)
        {
            var took = Stopwatch.GetElapsedTime(begun);
            if (took > Timeout) throw new TimeoutException($"After {took}: the wave is not {stage}.");
            await Task.Delay(50);
        }

        return Stopwatch.GetElapsedTime(begun);
    }
}
