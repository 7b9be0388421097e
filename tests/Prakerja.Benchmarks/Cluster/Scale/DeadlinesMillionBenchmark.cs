using System.Diagnostics;
using System.Globalization;
using System.Text;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>
/// A million cards with a deadline each in the real programme: their cost while they wait, and the lapse of hundreds of
/// thousands at one midnight, with the silo running and with the silo stopped. Before that, all winners of one wave are
/// awarded at one announcement.
/// </summary>
internal static class DeadlinesMillionBenchmark
{
    private const string Name = "deadlines-million";
    private const int DefaultCards = 1_000_000;
    private const int WarmUpWave = 30;
    private const int WarmUpWinners = 30_000;
    private const int AwardedWave = 31;
    private const int EarlierWave = 20;
    private const int RollPartitions = 16; // a wave's own number of them
    private static readonly TimeSpan BaselineLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(250);

    public static Task<int> RunAsync(ClusterArguments arguments) =>
        ServiceBenchmark.RunAsync(Name, arguments, MeasureAsync);

    private static async Task<string> MeasureAsync(ProgrammeService service, ClusterArguments arguments)
    {
        var cards = arguments.Cards ?? DefaultCards;
        if (cards < 2 * arguments.Lapsing)
            throw new ArgumentException("--cards must be twice --lapsing or more.");
        var unarmed = Say("idle, no card", await IdleCost.MeasureAsync(service));
        // A node that has run for a while has compiled code.
        var warmUp = Math.Min(WarmUpWinners, arguments.Winners);
        Say("awards, to warm up", await AwardAsync(service, WarmUpWave, warmUp, before: 0));
        var awards = Say("awards", await AwardAsync(service, AwardedWave, arguments.Winners, before: warmUp));

        // The first midnight that leaves enough time, and the next one.
        DateTimeOffset now;
        using (var management = service.Management) now = await management.NowAsync();
        var first = Wib.EndOf(Wib.DateOf(now.AddHours(1)));
        var second = first.AddDays(1);
        var arming = Stopwatch.GetTimestamp();
        await service.People.GrantCardsAsync(
            arguments.Lapsing, EarlierWave, SeededPeople.NotifiedFor(first), warned: true, now);
        await service.People.GrantCardsAsync(
            arguments.Lapsing, EarlierWave, SeededPeople.NotifiedFor(second), warned: true, now);
        await service.People.GrantCardsAsync(
            cards - (2 * arguments.Lapsing), EarlierWave, now.AddDays(-1), warned: false, now);
        var armingTook = Say("arming", Stopwatch.GetElapsedTime(arming));
        await service.Store.VacuumAsync();
        var armed = Say("idle, armed", await IdleCost.MeasureAsync(service));

        var beside = new BackgroundLoad(service);
        var present = Say("lapse", await LapseAsync(service, beside, first, arguments.Lapsing, outage: null));
        var outage = TimeSpan.FromSeconds(arguments.OutageSeconds);
        var away = Say(
            "lapse after an outage", await LapseAsync(service, beside, second, arguments.Lapsing, outage));

        await CheckAsync(service, cards + warmUp + arguments.Winners, 2 * arguments.Lapsing, beside.Joined);
        return Section(arguments, cards, unarmed, armed, awards, armingTook, present, away);
    }

    /// <summary>Winners a second, from the announcement to the last card.</summary>
    private static async Task<double> AwardAsync(ProgrammeService service, int wave, int winners, int before)
    {
        using var management = service.Management;
        var now = await management.NowAsync();
        var announcesAt = now.AddHours(2);
        await management.OpenWaveAsync(wave, now.AddHours(1), announcesAt);
        await service.People.JoinAsync(winners, wave, RollPartitions, await management.NowAsync());
        await management.MoveClockAsync(announcesAt.AddSeconds(-30));
        while ((await management.WaveAsync(wave))["stage"]!.GetValue<string>() != "drawn")
            await Task.Delay(50);
        await IdleCost.WaitUntilIdleAsync(service);

        await management.MoveClockAsync(announcesAt);
        var begun = Stopwatch.GetTimestamp();
        await UntilAsync(service, "SELECT count(*) FROM claim WHERE kind = 3", count => count == before + winners);
        return winners / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Lets the cards of one midnight lapse, with joins and reads before and during it.</summary>
    private static async Task<Lapse> LapseAsync(
        ProgrammeService service, BackgroundLoad beside, DateTimeOffset midnight, int cards, TimeSpan? outage)
    {
        var lapsedBefore = await CountLapsedAsync(service);
        using (var management = service.Management) await management.MoveClockAsync(midnight.AddSeconds(-90));
        await IdleCost.WaitUntilIdleAsync(service);
        await beside.PrepareAsync();
        using var enough = new CancellationTokenSource(BaselineLength);
        var alone = await beside.RunAsync(enough.Token);

        if (outage is { } away)
        {
            await service.StopProgramsAsync();
            // The clock kept running: cards that lapsed before the stop would leave fewer for the restart.
            Report.RequireEqual(
                "cards lapsed before the outage", lapsedBefore, await CountLapsedAsync(service));
            await Task.Delay(TimeSpan.FromSeconds(90) + away);
            await service.StartProgramsAsync();
        }
        else
        {
            using var management = service.Management;
            await management.MoveClockAsync(midnight);
        }

        var begun = Stopwatch.GetTimestamp();
        using var over = new CancellationTokenSource();
        var during = beside.RunAsync(over.Token);
        // One index lookup for each partition: counting the due cards among a million would be a load of its own.
        var due = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(*) FROM generate_series(0, {Partitions.AllDeadlines - 1}) AS watched, LATERAL
                (SELECT FROM grain_state WHERE due_partition = watched AND due_at <= {midnight.ToUnixTimeMilliseconds()}
                 LIMIT 1) AS due
            """);
        await UntilAsync(service, due, count => count == 0);
        var took = Stopwatch.GetElapsedTime(begun);
        await over.CancelAsync();
        return new Lapse(cards / took.TotalSeconds, took, alone.Joins, alone.Dashboards, await during);
    }

    private static async Task CheckAsync(ProgrammeService service, int cards, int lapsed, long joined)
    {
        Report.RequireEqual("cards lapsed", lapsed, await CountLapsedAsync(service));
        Report.RequireEqual("cards deactivated", lapsed, await service.Store.CountAsync("""
            SELECT count(*) FROM grain_state
            WHERE type = 'participant' AND convert_from(payload, 'UTF8')::jsonb -> 'card' ->> 'is' = 'lapsed'
            """));
        Report.RequireEqual("household slots kept", cards - lapsed, await service.Store.CountAsync(
            "SELECT count(*) FROM claim WHERE kind = 6"));
        Report.RequireEqual("joins beside", joined, await service.CountJoinedAsync());
    }

    private static Task<long> CountLapsedAsync(ProgrammeService service) => service.Store.CountAsync(
        "SELECT count(*) FROM event_log WHERE type = 'participant.card_lapsed'");

    private static async Task UntilAsync(ProgrammeService service, string count, Func<long, bool> done)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var asked = begun; !done(await service.Store.CountAsync(count)); asked = Stopwatch.GetTimestamp())
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(30))
                throw new InvalidOperationException($"Not done after half an hour: {count}");
            // The query takes at most a twentieth of a processor from the measurement.
            var took = Stopwatch.GetElapsedTime(asked);
            await Task.Delay(20 * took > PollPause ? 20 * took : PollPause);
        }
    }

    private static T Say<T>(string what, T figure)
    {
        Console.Error.WriteLine($"{what}: {figure}");
        return figure;
    }

    private static string Section(
        ClusterArguments arguments,
        int cards,
        IdleCost unarmed,
        IdleCost armed,
        double awards,
        TimeSpan armingTook,
        Lapse present,
        Lapse away)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"| | |");
        Line($"|---|--:|");
        Line($"| winners awarded, of {arguments.Winners:N0} at one announcement, per second | {awards:N0} |");
        var armedPerSecond = cards / armingTook.TotalSeconds;
        Line($"| cards armed, with state, deadline, two claims, per second | {armedPerSecond:N0} |");
        Line($"| idle, no card armed: silo, PostgreSQL, % of one processor | {Percent(unarmed)} |");
        Line($"| idle, {cards:N0} cards armed | {Percent(armed)} |");
        Line($"");
        var silos = $"silo present | silo away {arguments.OutageSeconds} s across it";
        Line($"| {arguments.Lapsing:N0} cards lapse at one instant | {silos} |");
        Line($"|---|--:|--:|");
        Line($"| durable deactivations, per second | {present.PerSecond:N0} | {away.PerSecond:N0} |");
        Line($"| the last one after, s | {present.Took.TotalSeconds:0.0} | {away.Took.TotalSeconds:0.0} |");
        var joins = $"{P99(present, p => p.Joins)} | {P99(away, p => p.Joins)}";
        Line($"| joins at {BackgroundLoad.JoinsPerSecond}/s, p99 ms: before, beside | {joins} |");
        var reads = $"{P99(present, p => p.Dashboards)} | {P99(away, p => p.Dashboards)}";
        Line($"| dashboards at {BackgroundLoad.DashboardsPerSecond}/s, p99 ms: before, beside | {reads} |");
        Line($"| joins and dashboards refused beside | {present.Refused} | {away.Refused} |");
        Line($"");
        Line($"Each deactivation is a commit of state, event and the freed household slot; all were");
        Line($"counted in the database, as were the joins. {Report.Machine()}; load {Report.Load()}.");
        return text.ToString();
    }

    private static string Percent(IdleCost cost) => string.Create(
        CultureInfo.InvariantCulture, $"{cost.SiloPercent:0.0}, {cost.PostgresPercent:0.0}");

    private static string P99(
        Lapse lapse, Func<(LoadResult Joins, LoadResult Dashboards), LoadResult> which)
    {
        var alone = which((lapse.JoinsAlone, lapse.DashboardsAlone)).Measured.P99Milliseconds;
        var beside = which(lapse.Beside).Measured.P99Milliseconds;
        return string.Create(CultureInfo.InvariantCulture, $"{alone:0.0}, {beside:0.0}");
    }

    private sealed record Lapse(
        double PerSecond,
        TimeSpan Took,
        LoadResult JoinsAlone,
        LoadResult DashboardsAlone,
        (LoadResult Joins, LoadResult Dashboards) Beside)
    {
        public long Refused => Beside.Joins.Refused + Beside.Dashboards.Refused;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{PerSecond:N0}/s, all after {Took.TotalSeconds:0.0} s; joins p99 {P99(this, p => p.Joins)} ms");
    }
}
