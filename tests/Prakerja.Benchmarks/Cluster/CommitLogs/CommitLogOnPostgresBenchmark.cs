using System.Globalization;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Cluster.CommitLogs;

/// <summary>
/// Compares the commit log on PostgreSQL with its limit, raw batches of the same rows, and with the storage of Orleans,
/// which uses one statement and one commit for each write.
/// </summary>
internal static class CommitLogOnPostgresBenchmark
{
    private const int AwardCallers = 1_024;
    private const int StockCallers = 64;
    private const int WarmUpSeconds = 2;

    private static readonly int[] LogCallers = [256, 1_024, 4_096];
    private static readonly int[] BatchSizes = [256, 1_024];

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        await using var raw = await RawBatches.OpenAsync(await postgres.NewDatabaseAsync());
        await using var log = await PostgresStore.OpenAsync(await postgres.NewDatabaseAsync());
        await using var stock = await PostgresStore.OpenAsync(await postgres.NewDatabaseAsync());
        var joins = new Joins(log.Log) { RemembersJoined = true };
        await joins.OpenWaveAsync();
        await using var states = await StockStates.OpenAsync(
            "Npgsql", StockStates.WithConnections(stock.ConnectionString));
        Contestant[] contestants =
        [
            .. BatchSizes.SelectMany(size => new[] { 1, 2 }.Select(connections => new Contestant(
                $"raw batches of {size:N0}, {connections} connections",
                connections,
                () => raw.WriteAsync(size),
                size))),
            .. LogCallers.Select(callers => new Contestant(
                $"commit log: joins, {callers:N0} callers", callers, joins.JoinAsync)),
            new Contestant($"commit log: awards, {AwardCallers:N0} callers", AwardCallers, joins.AwardAsync),
            new Contestant($"stock storage: states, {StockCallers} callers", StockCallers, states.WriteAsync),
        ];
        await Contestant.RunAsync(contestants, 1, TimeSpan.FromSeconds(WarmUpSeconds));
        foreach (var contestant in contestants) contestant.Rounds.Clear();
        var loads = await Contestant.RunAsync(
            contestants, arguments.Rounds, TimeSpan.FromSeconds(arguments.Seconds));

        Report.RequireEqual("raw batches", raw.JoinCount, await raw.CountRowsAsync());
        Report.RequireEqual("joins", joins.Count, await log.CountAsync("""
            SELECT count(*) FROM grain_state AS s
            JOIN event_log AS e ON e.grain_key = s.key AND e.type = 'participant.joined'
            WHERE s.type = 'participant'
            """));
        Report.RequireEqual("joins", joins.Count, await log.CountAsync("SELECT count(*) FROM roll_entry"));
        Report.RequireEqual("awards", joins.Awarded, await log.CountAsync("""
            SELECT count(*) FROM grain_state AS s
            JOIN claim AS c ON c.holder_key = s.key AND c.kind = 3
            WHERE s.version = 2 AND s.due_at IS NOT NULL
            """));
        Report.RequireEqual("stock storage", states.Count, await stock.CountAsync("SELECT count(*) FROM grain_state"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Report.Table(contestants.Select(c => (c.Name, c.Rounds)))}
            {Report.Machine()}; {arguments.Rounds} rounds of {arguments.Seconds} s in turns; every acknowledged
            write was counted in the database; load of the machine before each round
            {string.Join(" ", loads)}.
            """);
    }
}
