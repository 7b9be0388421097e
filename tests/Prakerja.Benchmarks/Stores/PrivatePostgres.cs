using System.Security.Cryptography;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Tests.Shared;

namespace Prakerja.Benchmarks.Stores;

/// <summary>A PostgreSQL server for one run, in a directory of its own that goes with it.</summary>
internal static class PrivatePostgres
{
    /// <summary>Measures on a server that has the files of its log; the arguments name the run's own directory.</summary>
    public static async Task<int> RunAsync(
        ClusterArguments arguments, Func<PostgresServer, ClusterArguments, Task> measure)
    {
        var directory = Path.Combine(
            arguments.Directory, RandomNumberGenerator.GetHexString(8, lowercase: true));
        Directory.CreateDirectory(directory);
        try
        {
            await using var postgres = await PostgresServer.StartAsync(directory);
            await postgres.MakeLogFilesAsync();
            await measure(postgres, arguments with { Directory = directory });
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
