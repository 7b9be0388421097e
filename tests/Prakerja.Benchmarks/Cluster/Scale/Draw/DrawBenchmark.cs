using System.Globalization;
using System.Text;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;

namespace Prakerja.Benchmarks.Cluster.Scale.Draw;

/// <summary>
/// Measures the draw of waves of the expected size, with the commitment before it and the verification after it, beside
/// a selection in SQL; then the awards of an announced wave.
/// </summary>
internal static class DrawBenchmark
{
    private const string Name = "draw";
    private const int FirstWave = 31;
    private const int FirstAwardedWave = 41;

    public static Task<int> RunAsync(ClusterArguments arguments) =>
        ServiceBenchmark.RunAsync(Name, arguments, MeasureAsync);

    private static async Task<string> MeasureAsync(ProgrammeService service, ClusterArguments arguments)
    {
        var runs = new List<DrawRun>();
        foreach (var applications in arguments.Sizes)
        {
            // The expected wave: 6,000,000 applications for 800,000 places.
            var winners = arguments.Winners ?? (int)(applications * 8L / 60);
            var run = await DrawRun.MeasureAsync(
                service, FirstWave + runs.Count, applications, winners, arguments.Directory);
            Console.Error.WriteLine(run);
            runs.Add(run);
        }

        var awards = arguments.Awards > 0
            ? await AwardsMeasure.RowsAsync(service, FirstAwardedWave, arguments.Awards)
            : null;
        return Section(runs, awards);
    }

    private static string Section(List<DrawRun> runs, string? awards)
    {
        var text = new StringBuilder();
        Line("applications", run => $"{run.Applications:N0}");
        text.Append("|---|").Insert(text.Length, "--:|", runs.Count).AppendLine();
        Line("places", run => $"{run.Winners:N0}");
        Line("from closing to committed, s", run => $"{run.ClosingToCommitted:N1}");
        Line("from committed to drawn, s", run => $"{run.CommittedToDrawn:N1}");
        Line("**from closing to drawn**, s", run => $"{run.ClosingToCommitted + run.CommittedToDrawn:N1}");
        Line("processor time of that: silo, PostgreSQL, s",
            run => $"{run.Processor.Silo:N1}, {run.Processor.Postgres:N1}");
        Line("the draw itself, of a roll in memory, s", run => $"{run.DrawItself:N1}");
        Line("memory of the process: before, peak above it, MiB",
            run => $"{run.MemoryBefore:N0}, {run.MemoryPeak - run.MemoryBefore:N0}");
        Line("the result file, MiB", run => $"{run.FileMiB:N0}");
        Line("verified by the library, s", run => $"{run.Verified:N1}");
        Line("tickets by SQL, selection by SQL, s", run => $"{run.Sql.Tickets:N1}, {run.Sql.Selection:N1}");
        Line("SQL against the draw itself", run => $"{(run.Sql.Tickets + run.Sql.Selection) / run.DrawItself:N1} ×");
        text.AppendLine();
        if (awards is not null) text.AppendLine("| | |\n|---|--:|").AppendLine(awards.TrimEnd()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Report.Machine()}; load {Report.Load()}.");
        return text.ToString();

        void Line(string name, Func<DrawRun, FormattableString> cell)
        {
            var cells = runs.Select(run => cell(run).ToString(CultureInfo.InvariantCulture));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} |");
        }
    }
}
