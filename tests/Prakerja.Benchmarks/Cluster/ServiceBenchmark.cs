using System.Security.Cryptography;
using Prakerja.Tests.Shared;

namespace Prakerja.Benchmarks.Cluster;

/// <summary>Measurements of the programme as it is shipped, in one process on a private PostgreSQL.</summary>
internal static class ServiceBenchmark
{
    public static async Task<int> RunAsync(
        string name, ClusterArguments arguments, Func<OwnService, ClusterArguments, Task<string>> measure)
    {
        Report.RequireSection(arguments.Write, name);
        var directory = Path.Combine(
            arguments.Directory, RandomNumberGenerator.GetHexString(8, lowercase: true));
        Directory.CreateDirectory(directory);
        try
        {
            await using var postgres = await PostgresServer.StartAsync(directory);
            await postgres.MakeLogFilesAsync();
            await using var service = await OwnService.StartAsync(
                await postgres.NewDatabaseAsync(),
                Layout.CoHosted,
                Path.Combine(directory, "data"),
                arguments.Connections);
            var section = await measure(service, arguments);
            Console.WriteLine(section);
            if (arguments.Write is { } file) await Report.WriteAsync(file, name, section);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
