using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Phases;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Measuring;

/// <summary>Prepares a measurement: people with tokens, and an open wave.</summary>
internal sealed class Preparation(RunContext context)
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(7);

    private readonly Sessions sessions = new(context);

    /// <summary>People who may join, logged in, with a submitted test.</summary>
    public async Task<IReadOnlyList<Participant>> PeopleAsync(CancellationToken stop)
    {
        await new RehearsalClock(context).ReadAsync(stop);
        await new SignUps(context, sessions).RunAsync(stop);
        return
        [
            .. context.Participants.Where(participant =>
                participant is { Stuck: null, Token: not null }
                && participant.Person.Eligibility is not (
                    EligibilityCase.TooYoung or EligibilityCase.InFormalEducation)),
        ];
    }

    public async Task<int> OpenWaveAsync(CancellationToken stop)
    {
        var ask = Call.Get(context.Operations.Public, "/api/v1/waves", Credential.None);
        var waves = await context.Client.SendAsync(ask, Wire.Default.IReadOnlyListWaveView, stop);
        var number = waves.Select(wave => wave.Number).DefaultIfEmpty().Max() + 1;
        var now = context.Time.Now;
        var body = new WaveBody(
            number,
            now.AddMinutes(-1),
            now + OpenFor,
            now + OpenFor,
            now + OpenFor,
            Quotas.Of(context.Population, _ => 20));
        var key = string.Create(CultureInfo.InvariantCulture, $"s{context.Options.Seed}-wave-{number}");
        var call = Call.Post(context.Operations.Manage, "/api/v1/management/waves", context.Operator, key)
            .With(body, Wire.Default.WaveBody);
        await context.Client.SendOrThrowAsync(call, stop);
        var clock = new RehearsalClock(context);
        var draws = new Draws(context, sessions, clock, new Witnesses(context, clock));
        await context.UntilAsync(
            "the wave is open", async () => (await draws.ReadAsync(number, stop)).Wave.Stage == "open", stop);
        return number;
    }

    /// <summary>Waits until the work that the preparation caused is done.</summary>
    public Task WaitUntilIdleAsync(CancellationToken stop) => new LedgerReader(context).ReadAsync(stop);
}
