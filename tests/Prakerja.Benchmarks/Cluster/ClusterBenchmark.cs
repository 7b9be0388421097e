using System.Security.Cryptography;
using Prakerja.Tests.Shared;

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
            [ClusterArguments.CommitLog] = CommitLogOnPostgres.MeasureAsync,
            [ClusterArguments.Commands] = CommandBenchmark.MeasureAsync,
            [ClusterArguments.Http] = HttpBenchmark.MeasureAsync,
            [ClusterArguments.Overload] = OverloadBenchmark.MeasureAsync,
            [ClusterArguments.Reminders] = RemindersOnPostgres.MeasureAsync,
        };
        if (arguments.Parts.FirstOrDefault(part => !parts.ContainsKey(part)) is { } unknown)
            throw new ArgumentException($"Unknown part {unknown}.");
        // Before an hour of measuring, not after it.
        foreach (var part in arguments.Parts) Report.RequireSection(arguments.Write, SectionOf(part));

        var directory = Path.Combine(
            arguments.Directory, RandomNumberGenerator.GetHexString(8, lowercase: true));
        Directory.CreateDirectory(directory);
        try
        {
            await using var postgres = await PostgresServer.StartAsync(directory);
            await postgres.MakeLogFilesAsync();
            foreach (var part in arguments.Parts)
            {
                var section = await parts[part](postgres, arguments with { Directory = directory });
                Console.WriteLine(section);
                if (arguments.Write is { } file) await Report.WriteAsync(file, SectionOf(part), section);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string SectionOf(string part) => $"cluster-{part}";
}
