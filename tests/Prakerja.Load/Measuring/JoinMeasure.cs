using System.Globalization;
using Prakerja.Load.Phases;
using Prakerja.Load.Reports;

namespace Prakerja.Load.Measuring;

/// <summary>Joins a second: everybody is ready, then all join as fast as the connections allow.</summary>
internal sealed class JoinMeasure(Rehearsal rehearsal, Findings findings)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var preparation = new Preparation(rehearsal);
        var people = await preparation.PeopleAsync(stop);
        var wave = await preparation.OpenWaveAsync(stop);
        await preparation.CalmAsync(stop);

        var url = rehearsal.Options.Url;
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"wave\":{wave}}}");
        const string path = "/api/v1/participants/me/applications";
        var requests = people
            .Select(life => (life.Token, Key: rehearsal.KeyOf(life, "join")))
            .Select(who => RawPump.Request(url, "POST", path, who.Token!, who.Key, body))
            .ToList();
        using var pump = new RawPump(
            url, rehearsal.Options.Connections, rehearsal.Do.Join, expectedStatus: 202);
        var at = 0;
        pump.Run(() => at < requests.Count ? requests[at++] : null, stop);

        findings.Take(Measured.AllAsExpected("all_joins_accepted", pump));
        Measured.Say(rehearsal.Board, "joins", pump, rehearsal.Do.Join);
    }
}
