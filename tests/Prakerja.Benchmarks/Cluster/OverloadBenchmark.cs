using System.Globalization;
using System.Text;
using Prakerja.Tests.Shared;

namespace Prakerja.Benchmarks.Cluster;

/// <summary>
/// Five times the connections, each sending its next request as soon as it is answered, refused or not, and
/// whoever is refused asks again: what is still done, how fast the refusals are, and whether memory stays
/// bounded.
/// </summary>
internal static class OverloadBenchmark
{
    private const int Times = 5;
    private const int Joined = 202;
    private const double FirstPerSecond = 2_500; // before anything was measured
    private const double Spare = 1.5; // a round may be faster than the one before

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        // As many at once as saturate it, as many more may wait: what comes beyond is told so at once.
        await using var service = await OwnService.StartAsync(
            await postgres.NewDatabaseAsync(),
            Layout.CoHosted,
            Path.Combine(arguments.Directory, "overload"),
            arguments.Connections,
            $"--Prakerja:Admission:ConcurrentRequests={arguments.Connections}",
            $"--Prakerja:Admission:WaitingRequests={arguments.Connections}");
        var length = TimeSpan.FromSeconds(arguments.Seconds);
        var (peak, overload) = (new List<LoadResult>(), new List<LoadResult>());
        var (fastest, accepted) = (FirstPerSecond, 0L);
        var memory = new List<long>();
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            var atPeak = await RunAsync(arguments.Connections);
            fastest = Math.Max(fastest, atPeak.Measured.PerSecond);
            var over = await RunAsync(Times * arguments.Connections);
            memory.Add(service.Program.MemoryMiB);
            if (round == 0) continue; // compilation
            peak.Add(atPeak.Required("at the peak"));
            overload.Add(over);
        }

        CommitLogOnPostgres.Require("joins under overload", accepted, await service.CountJoinedAsync());
        return Section(peak, overload, memory, arguments);

        async Task<LoadResult> RunAsync(int connections)
        {
            var newcomers = await service.NewcomersAsync((int)(fastest * length.TotalSeconds * Spare));
            var load = new Load(service.Program.Url, connections) { RetryRefused = true };
            var result = await load.PeakAsync([.. newcomers.Select(person => person.Join)], length, Joined);
            accepted += result.Accepted;
            var others = string.Join(" ", result.Others);
            Console.Error.WriteLine($"{connections} connections: {result.Measured.PerSecond:N0}/s, {others}");
            return result;
        }
    }

    private static string Section(
        List<LoadResult> peak, List<LoadResult> overload, List<long> memory, ClusterArguments arguments)
    {
        var (connections, many) = (arguments.Connections, Times * arguments.Connections);
        var text = new StringBuilder(Report.Table(
        [
            ($"accepted joins, {connections} connections", [.. peak.Select(round => round.Measured)]),
            ($"accepted joins, {many} connections", [.. overload.Select(round => round.Measured)]),
        ]));
        text.AppendLine();
        var share = 100 * overload.Average(round => round.Measured.PerSecond)
            / peak.Average(round => round.Measured.PerSecond);
        var p99 = overload.Max(round => round.RefusalP99Milliseconds);
        var statuses = overload.SelectMany(round => round.Others).GroupBy(other => other.Key)
            .Select(status => string.Create(
                CultureInfo.InvariantCulture, $"{status.Sum(other => other.Value):N0} times {status.Key}"));
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
            Under overload {share:0} % of the peak is still accepted; refused: {string.Join(", ", statuses)},
            p99 of the refusals {p99:0.0} ms; memory of the process after each round
            {string.Join(" ", memory)} MiB; every accepted join was counted in the database.
            {Report.Machine()}; {arguments.Rounds} rounds of {arguments.Seconds} s; load {Report.Load()}.
            """));
        return text.ToString();
    }
}
