using System.Diagnostics;
using System.Globalization;
using Prakerja.Benchmarks.Cluster.Services;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>Measures the awards of one announced wave, end to end: from the announcement to the last card.</summary>
internal static class AwardsMeasure
{
    /// <summary>Winners of a smaller wave before: a node that has run for a while has compiled code.</summary>
    public const int WarmUpWinners = 30_000;

    private const int RollPartitions = 16; // a wave's own number of them

    /// <summary>Winners a second.</summary>
    /// <param name="beside">Another load, from the announcement until the last card.</param>
    public static async Task<double> RunAsync(
        ProgrammeService service, int wave, int winners, Func<CancellationToken, Task>? beside = null)
    {
        using var management = service.Management;
        var now = await management.NowAsync();
        var announcesAt = now.AddHours(2);
        await management.OpenWaveAsync(wave, now.AddHours(1), announcesAt);
        await service.People.JoinAsync(winners, wave, RollPartitions, await management.NowAsync());
        await management.MoveClockAsync(announcesAt.AddSeconds(-30));
        while ((await management.WaveAsync(wave))["stage"]!.GetValue<string>() != "drawn") await Task.Delay(50);
        await IdleCost.WaitUntilIdleAsync(service);
        var before = await service.Store.CountAsync(Cards);

        using var over = new CancellationTokenSource();
        await management.MoveClockAsync(announcesAt);
        var begun = Stopwatch.GetTimestamp();
        var load = beside?.Invoke(over.Token) ?? Task.CompletedTask;
        await service.Store.UntilAsync(Cards, count => count == before + winners);
        var took = Stopwatch.GetElapsedTime(begun);
        await over.CancelAsync();
        await load;
        return winners / took.TotalSeconds;
    }

    /// <summary>The rows of the awards part of the draw benchmark.</summary>
    public static async Task<string> RowsAsync(ProgrammeService service, int firstWave, int winners)
    {
        var load = new BackgroundLoad(service);
        await RunAsync(service, firstWave, Math.Min(WarmUpWinners, winners));
        var perSecond = await RunAsync(service, firstWave + 1, winners);
        await load.PrepareAsync();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var alone = await load.RunAsync(enough.Token);
        var during = alone;
        var besidePerSecond = await RunAsync(
            service, firstWave + 2, winners, async until => during = await load.RunAsync(until));
        var p99 = (Alone: alone.Joins.Measured.P99Milliseconds, Beside: during.Joins.Measured.P99Milliseconds);
        var joins = $"joins at {BackgroundLoad.JoinsPerSecond}/s, p99 ms";
        return string.Create(CultureInfo.InvariantCulture, $"""
            | awards of {winners:N0} winners, from the announcement to the last card, per second | {perSecond:N0} |
            | the same with joins and dashboards beside, per second | {besidePerSecond:N0} |
            | {joins}: without awards, beside them | {p99.Alone:0.0}, {p99.Beside:0.0} |
            | joins and dashboards refused beside | {during.Joins.Refused + during.Dashboards.Refused} |

            """);
    }

    private const string Cards = "SELECT count(*) FROM claim WHERE kind = 3";
}
