using System.Diagnostics;
using System.Globalization;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>Processor time from /proc: of one process, or of a process with all its children.</summary>
internal static class ProcessorUsage
{
    private const int TicksPerSecond = 100; // USER_HZ, the same on every Linux
    private const int ParentField = 1;      // counted after the name, which may hold spaces
    private const int OwnUserField = 11;

    public static TimeSpan OfProcess(int process) =>
        ReadStat(process) is { } stat ? Time(stat[OwnUserField], stat[OwnUserField + 1]) : TimeSpan.Zero;

    /// <summary>
    /// A process and its children: those that run, and those that have ended and were waited for, as
    /// PostgreSQL's are.
    /// </summary>
    public static TimeSpan OfTree(int root)
    {
        if (ReadStat(root) is not { } own) return TimeSpan.Zero;
        var ended = Time(own[OwnUserField + 2], own[OwnUserField + 3]);
        var children = All().Where(process => process.Parent == root)
            .Sum(process => OfProcess(process.Id).Ticks);
        return OfProcess(root) + ended + TimeSpan.FromTicks(children);
    }

    public static int ParentOf(int process) => ReadStat(process) is { } stat
        ? int.Parse(stat[ParentField], CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"Process {process} has ended.");

    /// <summary>The share of one processor that was used since a moment. Percent.</summary>
    public static double Percent(TimeSpan used, long since) => 100 * used / Stopwatch.GetElapsedTime(since);

    private static IEnumerable<(int Id, int Parent)> All()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            var name = Path.GetFileName(directory);
            if (!int.TryParse(name, CultureInfo.InvariantCulture, out var id)) continue;
            if (ReadStat(id) is { } stat)
                yield return (id, int.Parse(stat[ParentField], CultureInfo.InvariantCulture));
        }
    }

    private static TimeSpan Time(string user, string system) => TimeSpan.FromSeconds(
        (long.Parse(user, CultureInfo.InvariantCulture) + long.Parse(system, CultureInfo.InvariantCulture))
        / (double)TicksPerSecond);

    private static string[]? ReadStat(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // The process ended after the directory was listed.
            return null;
        }
    }
}
