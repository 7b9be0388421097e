using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Phases;

namespace Prakerja.Load.Measuring;

/// <summary>
/// What has to be there before something can be measured: people with tokens, and an open wave.
/// </summary>
internal sealed class Preparation(Rehearsal rehearsal)
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(7);

    private readonly Sessions sessions = new(rehearsal);

    /// <summary>People who may join, logged in, with the test behind them.</summary>
    public async Task<IReadOnlyList<Life>> PeopleAsync(CancellationToken stop)
    {
        await new Clock(rehearsal).ReadAsync(stop);
        await new SignUps(rehearsal, sessions).RunAsync(stop);
        return
        [
            .. rehearsal.Lives.Where(life =>
                life is { Stuck: null, Token: not null }
                && life.Person.Standing is not (Standing.TooYoung or Standing.InFormalEducation)),
        ];
    }

    public async Task<int> OpenWaveAsync(CancellationToken stop)
    {
        var ask = Call.Get(rehearsal.Do.Public, "/api/v1/waves", Credential.None);
        var waves = await rehearsal.Client.SendAsync(ask, Wire.Default.IReadOnlyListWaveView, stop);
        var number = waves.Select(wave => wave.Number).DefaultIfEmpty().Max() + 1;
        var now = rehearsal.Time.Now;
        var body = new WaveBody(
            number,
            now.AddMinutes(-1),
            now + OpenFor,
            now + OpenFor,
            now + OpenFor,
            Quotas.Of(rehearsal.Population, _ => 20));
        var key = string.Create(CultureInfo.InvariantCulture, $"s{rehearsal.Options.Seed}-wave-{number}");
        var call = Call.Post(rehearsal.Do.Manage, "/api/v1/management/waves", rehearsal.Operator, key)
            .With(body, Wire.Default.WaveBody);
        await rehearsal.Client.DemandAsync(call, stop);
        var draws = new Draws(rehearsal, sessions, new Clock(rehearsal));
        await rehearsal.UntilAsync(
            "the wave is open", async () => (await draws.ReadAsync(number, stop)).Wave.Stage == "open", stop);
        return number;
    }

    /// <summary>Whatever the preparation has set in motion is over.</summary>
    public Task CalmAsync(CancellationToken stop) => new LedgerReader(rehearsal).ReadAsync(stop);
}
