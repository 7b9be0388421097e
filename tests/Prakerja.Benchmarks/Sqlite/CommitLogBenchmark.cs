using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;

namespace Prakerja.Benchmarks.Sqlite;

/// <summary>
/// Compares the commit log with the ADO.NET storage of Orleans on SQLite, in turns, each on its own database that grows
/// over the rounds. A commit is the join of a new participant: state, event and roll entry under random keys; the stock
/// storage writes only the state.
/// </summary>
internal static class CommitLogBenchmark
{
    private const int StockCallers = 32;

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        Report.RequireSection(arguments.Write, "commit-log");
        var directory = Path.Combine(arguments.Directory, RandomNumberGenerator.GetHexString(8, lowercase: true));
        try
        {
            var report = await MeasureAsync(arguments, directory);
            Console.WriteLine(report);
            if (arguments.Write is { } file) await Report.WriteAsync(file, "commit-log", report);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(BenchmarkArguments arguments, string directory)
    {
        await using var log = new SqliteStore(Path.Combine(directory, "log"));
        await using var stock = new SqliteStore(Path.Combine(directory, "stock"));
        var joins = new Joins(log.Log);
        await joins.OpenWaveAsync();
        await using var states = await StockStates.OpenAsync("System.Data.SQLite", stock.ConnectionString);
        if (arguments.Prefill > 0)
        {
            await joins.FillAsync(arguments.Prefill);
            await stock.CopyStatesAsync(log, arguments.Prefill);
        }

        Contestant[] contestants =
        [
            .. arguments.Callers.Select(
                callers => new Contestant($"commit log, {callers:N0} callers", callers, joins.JoinAsync)),
            new Contestant($"stock storage, {StockCallers} callers", StockCallers, states.WriteAsync),
        ];
        var loads = await Contestant.RunAsync(
            contestants, arguments.Rounds, TimeSpan.FromSeconds(arguments.Seconds));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Report.Table(contestants.Select(c => (c.Name, c.Rounds)))}
            {Report.Machine()}; SQLite {SqliteVersion()}, synchronous=FULL;
            {arguments.Rounds} rounds of {arguments.Seconds} s in turns; {arguments.Prefill:N0} participants before,
            {joins.Count:N0} after; load of the machine before each round {string.Join(" ", loads)}.
            """);
    }

    private static string SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
