using System.Diagnostics;
using Prakerja.Load.Reports;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Measuring;

/// <summary>Measures dashboards per second: participants read their dashboard again and again.</summary>
internal sealed class DashboardMeasure(RunContext context, Findings findings)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var preparation = new Preparation(context);
        var people = await preparation.PeopleAsync(stop);
        await preparation.WaitUntilIdleAsync(stop);

        var url = context.Options.Url;
        var requests = people
            .Select(
                participant => RawPump.Request(url, "GET", "/api/v1/participants/me", participant.Token!, null, null))
            .ToList();
        using var pump = new RawPump(
            url, context.Options.Connections, context.Operations.Dashboard, expectedStatus: 200);
        var startedAt = Stopwatch.GetTimestamp();
        var time = TimeSpan.FromSeconds(context.Options.Seconds);
        var at = 0;
        pump.Run(
            () => Stopwatch.GetElapsedTime(startedAt) < time ? requests[at++ % requests.Count] : null, stop);

        findings.SetInvariants(Measured.AllAsExpected("all_dashboards_answered", pump));
        Measured.Print(context.Progress, "dashboards", pump, context.Operations.Dashboard);
    }
}
