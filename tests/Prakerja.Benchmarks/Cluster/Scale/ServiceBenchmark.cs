using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>Measurements of the programme as it is shipped, in one process on a private PostgreSQL.</summary>
internal static class ServiceBenchmark
{
    public static Task<int> RunAsync(
        string name, ClusterArguments arguments, Func<ProgrammeService, ClusterArguments, Task<string>> measure)
    {
        Report.RequireSection(arguments.Write, name);
        return PrivatePostgres.RunAsync(arguments, async (postgres, own) =>
        {
            await using var service = await ProgrammeService.StartAsync(
                await postgres.NewDatabaseAsync(),
                Layout.CoHosted,
                Path.Combine(own.Directory, "data"),
                own.Connections);
            var section = await measure(service, own);
            Console.WriteLine(section);
            if (own.Write is { } file) await Report.WriteAsync(file, name, section);
        });
    }
}
