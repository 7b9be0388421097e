using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.CommitLogs;
using Prakerja.Benchmarks.Cluster.Http;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Cluster;

/// <summary>
/// The programme on PostgreSQL and its peers: every part on one private server, in one run.
/// </summary>
internal static class ClusterBenchmark
{
    public static async Task<int> RunAsync(ClusterArguments arguments)
    {
        var parts = new Dictionary<string, Func<PostgresServer, ClusterArguments, Task<string>>>
        {
            [ClusterArguments.CommitLog] = CommitLogOnPostgresBenchmark.MeasureAsync,
            [ClusterArguments.Commands] = CommandBenchmark.MeasureAsync,
            [ClusterArguments.Http] = HttpBenchmark.MeasureAsync,
            [ClusterArguments.Overload] = OverloadBenchmark.MeasureAsync,
            [ClusterArguments.Reminders] = RemindersOnPostgresBenchmark.MeasureAsync,
        };
        if (arguments.Parts.FirstOrDefault(part => !parts.ContainsKey(part)) is { } unknown)
            throw new ArgumentException($"Unknown part {unknown}.");
        // Fail before an hour of measuring, not after it.
        foreach (var part in arguments.Parts) Report.RequireSection(arguments.Write, SectionOf(part));

        return await PrivatePostgres.RunAsync(arguments, async (postgres, own) =>
        {
            foreach (var part in own.Parts)
            {
                var section = await parts[part](postgres, own);
                Console.WriteLine(section);
                if (own.Write is { } file) await Report.WriteAsync(file, SectionOf(part), section);
            }
        });
    }

    private static string SectionOf(string part) => $"cluster-{part}";
}
