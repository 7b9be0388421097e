using System.Globalization;
using System.Text;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Cluster.Http;

/// <summary>
/// Overload with five times the connections. Each connection sends its next request as soon as it gets an answer, and
/// refused people ask again. Measures accepted joins, the speed of refusals, and memory. With the default limits all
/// requests may wait; with tight limits most are refused.
/// </summary>
internal static class OverloadBenchmark
{
    private const int Times = 5;
    private const int Joined = 202;
    private const double FirstPerSecond = 2_500; // before anything was measured
    private const double Spare = 1.5; // a round may be faster than the one before

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        await using var shipped = await Service("overload");
        // These limits allow as many requests as saturate the service, and the same number waiting; the rest is refused
        // at once.
        await using var tight = await Service(
            "overload-tight",
            $"--Prakerja:Admission:ConcurrentRequests={arguments.Connections}",
            $"--Prakerja:Admission:WaitingRequests={arguments.Connections}");
        var length = TimeSpan.FromSeconds(arguments.Seconds);
        var many = Times * arguments.Connections;
        var (fastest, people) = (FirstPerSecond, 0);
        var accepted = new Dictionary<ProgrammeService, long> { [shipped] = 0, [tight] = 0 };
        List<LoadResult> peak = [], waiting = [], refusing = [];
        var before = shipped.Program.MemoryMiB;
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            var atPeak = await RunAsync(shipped, arguments.Connections);
            fastest = Math.Max(fastest, atPeak.Measured.PerSecond);
            var waited = await RunAsync(shipped, many);
            var refused = await RunAsync(tight, many);
            if (round == 0) continue; // compilation
            peak.Add(atPeak.Required("at the peak"));
            waiting.Add(waited.Required("within the limits"));
            refusing.Add(refused);
        }

        foreach (var (service, joined) in accepted)
            Report.RequireEqual("joins under overload", joined, await service.CountJoinedAsync());
        var grown = shipped.Program.MemoryMiB - before;
        return Section(peak, waiting, refusing, (before, grown, people), arguments);

        async Task<ProgrammeService> Service(string name, params string[] limits) => await ProgrammeService.StartAsync(
            await postgres.NewDatabaseAsync(),
            Layout.CoHosted,
            Path.Combine(arguments.Directory, name),
            arguments.Connections,
            limits);

        async Task<LoadResult> RunAsync(ProgrammeService service, int connections)
        {
            var newcomers = await service.NewcomersAsync((int)(fastest * length.TotalSeconds * Spare));
            if (service == shipped) people += newcomers.Count;
            var load = new HttpLoad(service.Program.Url, connections) { RetryRefused = true };
            var result = await load.PeakAsync([.. newcomers.Select(person => person.Join)], length, Joined);
            accepted[service] += result.Accepted;
            var others = string.Join(" ", result.Others);
            Console.Error.WriteLine($"{connections} connections: {result.Measured.PerSecond:N0}/s, {others}");
            return result;
        }
    }

    private static string Section(
        List<LoadResult> peak,
        List<LoadResult> waiting,
        List<LoadResult> refusing,
        (long Before, long Grown, int People) memory,
        ClusterArguments arguments)
    {
        var (connections, many) = (arguments.Connections, Times * arguments.Connections);
        var text = new StringBuilder(Report.Table(
        [
            ($"accepted joins, {connections} connections", [.. peak.Select(round => round.Measured)]),
            ($"accepted joins, {many} connections, all may wait", [.. waiting.Select(round => round.Measured)]),
            ($"accepted joins, {many} connections, {connections} served, {connections} may wait",
                [.. refusing.Select(round => round.Measured)]),
        ]));
        text.AppendLine();
        var p99 = refusing.Max(round => round.RefusalP99Milliseconds);
        var perSecond = refusing.Sum(round => round.Refused) / (double)(arguments.Rounds * arguments.Seconds);
        var each = memory.Grown * 1_024 * 1_024 / memory.People;
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
            Accepted joins are {Share(waiting):0} % of the peak when all may wait, and {Share(refusing):0} % when
            {perSecond:N0} a second are refused and ask again at once, p99 of the refusals {p99:0.0} ms.
            The memory of the process grew from {memory.Before} MiB by {memory.Grown} MiB for
            {memory.People:N0} people who are still in memory, {each:N0} bytes each.
            Every accepted join was counted in the database.
            {Report.Machine()}; {arguments.Rounds} rounds of {arguments.Seconds} s; load {Report.Load()}.
            """));
        return text.ToString();

        double Share(List<LoadResult> rounds) => 100 * rounds.Average(round => round.Measured.PerSecond)
            / peak.Average(round => round.Measured.PerSecond);
    }
}
