using System.Globalization;
using System.Text;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Load.Measuring;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Cluster.Http;

/// <summary>
/// Measures joins and dashboards over HTTP: the programme and the service without actors on the same PostgreSQL under
/// the same load in turns, and an empty endpoint as the limit.
/// </summary>
internal static class HttpBenchmark
{
    /// <summary>
    /// The equal rate for all services as a share of the median of the CRUD peer; the peer can sustain it.
    /// </summary>
    private const double EqualShare = 0.7;

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        var length = TimeSpan.FromSeconds(arguments.Seconds);
        await using var crud = await CrudPeer.StartAsync(
            await postgres.NewDatabaseAsync(), arguments.Pool, Path.Combine(arguments.Directory, "crud"));
        await using var one = await ProgrammeService.StartAsync(
            await postgres.NewDatabaseAsync(),
            Layout.CoHosted,
            Path.Combine(arguments.Directory, "one"),
            arguments.Connections);
        await using var apart = await ProgrammeService.StartAsync(
            await postgres.NewDatabaseAsync(),
            Layout.Apart,
            Path.Combine(arguments.Directory, "apart"),
            arguments.Connections);
        List<IJoinService> services = [crud, one, apart];
        var contestants = services
            .Select(service => new HttpContestant(service, arguments.Connections))
            .ToList();
        var empty = new List<Measurement>();
        var loads = new List<string>();
        var warmUp = TimeSpan.FromSeconds(Math.Min(arguments.Seconds, 5));
        foreach (var contestant in contestants) await contestant.WarmUpAsync(warmUp);
        await MeasureEmptyAsync(crud.Program.Url, arguments.Connections, warmUp);

        for (var round = 0; round < arguments.Rounds; round++)
        {
            loads.Add(Report.Load());
            foreach (var contestant in contestants) await contestant.MeasureJoinsAsync(length);
            foreach (var contestant in contestants) await contestant.MeasureDashboardsAsync(length);
            empty.Add(await MeasureEmptyAsync(crud.Program.Url, arguments.Connections, length));
        }

        var rate = EqualShare * Report.Median(contestants[0].Joins, round => round.PerSecond);
        for (var round = 0; round < arguments.Rounds; round++)
        {
            foreach (var contestant in contestants) await contestant.MeasureJoinsAtAsync(rate, length);
        }

        // This runs last: it loses the warm code of the programme and the people of the dashboards.
        for (var round = 0; round < arguments.Rounds; round++)
        {
            await contestants[services.IndexOf(one)].MeasureJoinsFromStoreAsync(
                async () =>
                {
                    await one.StopProgramsAsync();
                    await one.StartProgramsAsync();
                },
                length);
        }

        foreach (var contestant in contestants) await contestant.CheckAsync();
        return Section(contestants, empty, rate, loads, arguments);
    }

    private static async Task<Measurement> MeasureEmptyAsync(Uri url, int connections, TimeSpan length)
    {
        var request = RawPump.Request(url, "GET", "/empty", "-", null, null);
        var load = new HttpLoad(url, connections) { Repeat = true };
        return (await load.PeakAsync([request], length, expected: 200)).Required("empty").Measured;
    }

    private static string Section(
        List<HttpContestant> contestants,
        List<Measurement> empty,
        double rate,
        List<string> loads,
        ClusterArguments arguments)
    {
        var rows = new List<(string, List<Measurement>)>();
        rows.AddRange(contestants.Select(c => ($"joins, {c.Service.Name}", c.Joins)));
        rows.AddRange(contestants.Where(c => c.JoinsFromStore.Count > 0).Select(c => (
            $"joins, {c.Service.Name}, nobody in memory", c.JoinsFromStore)));
        rows.AddRange(contestants.Select(c => (
            string.Create(CultureInfo.InvariantCulture, $"joins at {rate:N0}/s, {c.Service.Name}"),
            c.JoinsAtRate)));
        rows.AddRange(contestants.Select(c => ($"dashboards, {c.Service.Name}", c.Dashboards)));
        rows.Add(("an endpoint that does nothing", empty));
        var text = new StringBuilder(Report.Table(rows));
        text.AppendLine();
        var share = contestants.SelectMany(c => c.GeneratorPercents).Average();
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Report.Machine()}; {arguments.Rounds} rounds of {arguments.Seconds} s in turns,
            {arguments.Connections} connections, CRUD with {arguments.Pool} connections to PostgreSQL; the
            load generator took {share:0} % of the processors; every acknowledged join was counted in the database;
            load of the machine before each round {string.Join(" ", loads)}.
            """));
        return text.ToString();
    }
}
