using System.Diagnostics;
using Prakerja.Load.Phases;
using Prakerja.Load.Reports;

namespace Prakerja.Load.Measuring;

/// <summary>Dashboards a second: people who have joined look at their page, over and over.</summary>
internal sealed class DashboardMeasure(Rehearsal rehearsal, Findings findings)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var preparation = new Preparation(rehearsal);
        var people = await preparation.PeopleAsync(stop);
        await preparation.CalmAsync(stop);

        var url = rehearsal.Options.Url;
        var requests = people
            .Select(life => RawPump.Request(url, "GET", "/api/v1/participants/me", life.Token!, null, null))
            .ToList();
        using var pump = new RawPump(
            url, rehearsal.Options.Connections, rehearsal.Do.Dashboard, expectedStatus: 200);
        var startedAt = Stopwatch.GetTimestamp();
        var time = TimeSpan.FromSeconds(rehearsal.Options.Seconds);
        var at = 0;
        pump.Run(
            () => Stopwatch.GetElapsedTime(startedAt) < time ? requests[at++ % requests.Count] : null, stop);

        findings.Take(Measured.AllAsExpected("all_dashboards_answered", pump));
        Measured.Say(rehearsal.Board, "dashboards", pump, rehearsal.Do.Dashboard);
    }
}
