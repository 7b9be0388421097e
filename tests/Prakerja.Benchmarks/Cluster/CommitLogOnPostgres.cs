using System.Globalization;
using Prakerja.Tests.Shared;

namespace Prakerja.Benchmarks.Cluster;

/// <summary>
/// The commit log on PostgreSQL between its limit, raw batches of the same rows, and what Orleans brings along, a
/// statement and a commit for each write.
/// </summary>
internal static class CommitLogOnPostgres
{
    private const int StockCallers = 64;
    private const int WarmUpSeconds = 2;

    private static readonly int[] LogCallers = [256, 1_024, 4_096];
    private static readonly int[] BatchSizes = [256, 1_024];

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        await using var raw = await RawBatches.OpenAsync(await postgres.NewDatabaseAsync());
        Contestant[] contestants =
        [
            .. BatchSizes.SelectMany(size => new[] { 1, 2 }.Select(connections => new Contestant(
                $"raw batches of {size:N0}, {connections} connections", connections, () => raw.WriteAsync(size), size))),
        ];
        await Contestant.RunAsync(contestants, 1, TimeSpan.FromSeconds(WarmUpSeconds));
        foreach (var contestant in contestants) contestant.Rounds.Clear();
        var loads = await Contestant.RunAsync(
            contestants, arguments.Rounds, TimeSpan.FromSeconds(arguments.Seconds));

        Require("raw batches", raw.Count, await raw.CountRowsAsync());
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Report.Table(contestants.Select(c => (c.Name, c.Rounds)))}
            {Report.Machine()}; {arguments.Rounds} rounds of {arguments.Seconds} s in turns; whatever was acknowledged was counted in the
            database; load of the machine before each round {string.Join(" ", loads)}.
            """);
    }

    internal static void Require(string who, long acknowledged, long durable)
    {
        if (acknowledged != durable)
            throw new InvalidOperationException($"{who}: {acknowledged} acknowledged, {durable} durable.");
    }
}
