using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>One wave through real grains, real reminders and a real file; only the clock is moved.</summary>
public sealed class OneWaveTests
{
    [Fact]
    public async Task A_wave_draws_awards_and_lapses()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        // Early in a year, so that 15 December does not come before day 30.
        var february = new DateTimeOffset(system.Clock.GetUtcNow().Year + 1, 2, 1, 3, 0, 0, TimeSpan.Zero);
        system.Clock.MoveAheadTo(february - TimeProvider.System.GetUtcNow());
        var people = Enumerable.Range(1, 12).Select(number => People.Person(number, system.Identity)).ToList();
        var wave = system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(21));
        var now = system.Clock.GetUtcNow();
        var plan = new WavePlan(
            21, now.AddMinutes(-1), now.AddHours(1), now.AddHours(2), now.AddHours(3), 4,
            [new ProvinceQuota(new ProvinceCode(32), 5, [])]);
        var planned = await wave.Plan(plan, "ani", new RequestId("plan", "h"));
        Assert.Null(planned.Refusal);

        foreach (var person in people)
            await People.Join(system, person, 21);
        Assert.Equal(
            ParticipantRefusals.AlreadyJoined,
            (await system.Participant(people[0]).Join(21, null)).Refusal);

        system.Clock.MoveAheadTo(system.Clock.Ahead + TimeSpan.FromHours(4));
        await Until(async () => (await wave.GetView()).Value is { Awards: { } awards } && awards.Awarded == 5);
        await Until(async () => await wave.GetSchedule() is { IsSettled: true });

        var dashboards = new List<DashboardView>();
        foreach (var person in people)
            dashboards.Add((await system.Participant(person).GetDashboard()).Value!);
        Assert.Equal(5, dashboards.Count(view => view.Application!.Status == ApplicationStatus.Selected));
        Assert.Equal(7, dashboards.Count(view => view.Application!.Reason == NotSelectedReason.QuotaExhausted));

        // Who was not selected may correct the profile before the next wave (A2).
        var left = people.Zip(dashboards).First(pair => pair.Second.Card is null).First;
        var corrected = await system.Participant(left).ChangeProfile(
            new(left.Province, Employment.Furloughed, InFormalEducation: false));
        Assert.Null(corrected.Refusal);

        var winners = people.Zip(dashboards)
            .Where(pair => pair.Second.Card is not null).Select(pair => pair.First).ToList();
        var buyer = winners[0];
        await Watch(system, buyer);
        await Buy(system, buyer);

        system.Clock.MoveAheadTo(system.Clock.Ahead + TimeSpan.FromDays(32));
        await Until(async () =>
            (await system.Participant(winners[1]).GetAccount()).Value!.Card == CardStatus.Lapsed);
        var kept = (await system.Participant(buyer).GetAccount()).Value!;
        Assert.Equal(new Rupiah(600_000), kept.Balance);
        Assert.Equal(CardStatus.Active, kept.Card);
    }

    private static async Task Watch(EmbeddedSystem system, Profile person)
    {
        var participant = system.Participant(person);
        for (var video = 1; video <= 3; video++)
        {
            await participant.WatchVideo(new(video, 0));
            for (var position = 40; position <= 120; position += 40)
            {
                system.Clock.MoveAheadTo(system.Clock.Ahead + TimeSpan.FromSeconds(40));
                await participant.WatchVideo(new(video, position));
            }
        }

        Assert.NotNull((await participant.GetDashboard()).Value!.Card!.Number);
    }

    private static async Task Buy(EmbeddedSystem system, Profile person)
    {
        var participant = system.Participant(person);
        Assert.Null((await participant.RequestCode(new(CodePurpose.Purchase))).Refusal);
        var offer = new CourseOffer("pijar-1", "pijar", "Barista", new Rupiah(400_000), ["tokopedia"]);
        var code = system.CodeOf(person, CodePurpose.Purchase, 1);
        var bought = await participant.Buy(offer, "tokopedia", code, new RequestId("buy", "h"));
        Assert.Null(bought.Refusal);
        Assert.Equal(bought, await participant.Buy(offer, "tokopedia", code, new RequestId("buy", "h")));
        Assert.Equal(
            SystemRefusals.KeyReused,
            (await participant.Buy(offer, "tokopedia", code, new RequestId("buy", "other"))).Refusal);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await condition()) return;
            await Task.Delay(100);
        }

        Assert.Fail("It did not come about within 20 seconds.");
    }
}
