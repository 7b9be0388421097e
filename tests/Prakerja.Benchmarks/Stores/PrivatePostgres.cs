using System.Security.Cryptography;
using Prakerja.Benchmarks.Arguments;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Stores;

/// <summary>A PostgreSQL server for one run, in a temporary directory of its own.</summary>
internal static class PrivatePostgres
{
    /// <summary>
    /// Runs a measurement on a server whose WAL files exist already; the arguments get the directory of the run.
    /// </summary>
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
