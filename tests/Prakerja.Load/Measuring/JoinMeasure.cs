using System.Globalization;
using Prakerja.Load.Reports;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Measuring;

/// <summary>
/// Measures joins per second: all people are prepared first, then all join as fast as the connections allow.
/// </summary>
internal sealed class JoinMeasure(RunContext context, Findings findings)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var preparation = new Preparation(context);
        var people = await preparation.PeopleAsync(stop);
        var wave = await preparation.OpenWaveAsync(stop);
        await preparation.WaitUntilIdleAsync(stop);

        var url = context.Options.Url;
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"wave\":{wave}}}");
        const string path = "/api/v1/participants/me/applications";
        var requests = people
            .Select(participant => (participant.Token, Key: context.KeyOf(participant, "join")))
            .Select(person => RawPump.Request(url, "POST", path, person.Token!, person.Key, body))
            .ToList();
        using var pump = new RawPump(
            url, context.Options.Connections, context.Operations.Join, expectedStatus: 202);
        var at = 0;
        pump.Run(() => at < requests.Count ? requests[at++] : null, stop);

        findings.SetInvariants(Measured.AllAsExpected("all_joins_accepted", pump));
        Measured.Print(context.Progress, "joins", pump, context.Operations.Join);
    }
}
