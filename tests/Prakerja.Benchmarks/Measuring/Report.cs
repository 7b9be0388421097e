using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Measuring;

/// <summary>Formats results as a Markdown section and writes it into a file.</summary>
internal static class Report
{
    /// <summary>Checks before the measurement that the section is listed and that the file has its marks.</summary>
    public static void RequireSection(string? path, string name)
    {
        if (!BenchmarkSections.All.Contains(name))
            throw new ArgumentException($"{nameof(BenchmarkSections)} has no {name}.");
        if (path is not null) PositionOf(path, File.ReadAllText(path), name);
    }

    /// <summary>
    /// Replaces the text between <c>&lt;!-- name:begin --&gt;</c> and <c>&lt;!-- name:end --&gt;</c>.
    /// </summary>
    public static async Task WriteAsync(string path, string name, string section)
    {
        var text = await File.ReadAllTextAsync(path);
        var (from, to) = PositionOf(path, text, name);
        await File.WriteAllTextAsync(path, $"{text[..from]}\n{section.Trim()}\n{text[to..]}");
    }

    public static string Table(IEnumerable<(string Name, List<Measurement> Rounds)> contestants)
    {
        var table = new StringBuilder();
        table.AppendLine("| | per second, median (lowest – highest) | p50 ms | p99 ms | longest ms |");
        table.AppendLine("|---|---:|---:|---:|---:|");
        foreach (var (name, rounds) in contestants)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(rounds, r => r.PerSecond):N0} "
                + $"({rounds.Min(r => r.PerSecond):N0} – {rounds.Max(r => r.PerSecond):N0}) "
                + $"| {Median(rounds, r => r.P50Milliseconds):0.0} | {Median(rounds, r => r.P99Milliseconds):0.0} "
                + $"| {rounds.Max(r => r.MaxMilliseconds):0} |");
            table.AppendLine(line);
        }

        return table.ToString();
    }

    /// <summary>The machine of a measurement: processor, memory, system.</summary>
    public static string Machine()
    {
        var processor = Lines("/proc/cpuinfo")
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        var name = processor is null ? "unknown processor" : processor[(processor.IndexOf(':') + 1)..].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024);
        return $"{Environment.ProcessorCount} cores ({name}), {memory} GiB, "
            + $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}";
    }

    /// <summary>The load average of one minute.</summary>
    public static string Load() => Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "unknown";

    /// <exception cref="InvalidOperationException">An acknowledged write is not durable, or the reverse.</exception>
    public static void RequireEqual(string contestant, long acknowledged, long durable)
    {
        if (acknowledged != durable)
            throw new InvalidOperationException($"{contestant}: {acknowledged} acknowledged, {durable} durable.");
    }

    private static (int From, int To) PositionOf(string path, string text, string name)
    {
        var (begin, end) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from) throw new InvalidOperationException($"{path} has no lines {begin} … {end}.");
        return (from + begin.Length, to);
    }

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];

    public static double Median(IEnumerable<Measurement> rounds, Func<Measurement, double> value)
    {
        var sorted = rounds.Select(value).Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
