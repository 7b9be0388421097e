using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Fixtures;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

/// <summary>Rules S1 and E4: waves that overlap lose no place.</summary>
public sealed class OverlappingWavesTests : IAsyncLifetime
{
    private EmbeddedSystem system = null!;
    private DateTimeOffset start;

    public async ValueTask InitializeAsync()
    {
        system = await EmbeddedSystem.StartAsync();
        start = system.Clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Winners_of_a_drawn_wave_count_before_it_is_announced()
    {
        var (family, outsiders) = Household();
        await Plan(44, opens: -1, closes: 20, draws: 21, announces: 180);
        foreach (var person in family.Take(2)) await People.Join(system, person, 44);
        await MoveTo(31);
        await Until(44, WaveStage.Drawn);

        await Plan(45, opens: 30, closes: 60, draws: 61, announces: 200);
        foreach (var person in family.Skip(2).Concat(outsiders)) await People.Join(system, person, 45);
        await MoveTo(62);
        await Until(45, WaveStage.Drawn);
        Assert.Equal(WaveStage.Drawn, (await View(44)).Stage);
        await MoveTo(201);

        Assert.Equal(new AwardProgress(2, 2, 0), await AwardsOf(44));
        Assert.Equal(new AwardProgress(2, 2, 0), await AwardsOf(45));
        Assert.All(await Dashboards(outsiders), view => Assert.NotNull(view.Card));
        Assert.All(
            await Dashboards(family.Skip(2)),
            view => Assert.Equal(NotSelectedReason.HouseholdFull, view.Application!.Reason));
    }

    [Fact]
    public async Task Two_waves_that_are_sealed_at_once_give_every_place_to_somebody()
    {
        var (family, outsiders) = Household();
        await Plan(44, opens: -1, closes: 20, draws: 21, announces: 60);
        await Plan(45, opens: -1, closes: 20, draws: 21, announces: 60);
        foreach (var person in family.Take(2).Concat(outsiders.Take(2))) await People.Join(system, person, 44);
        foreach (var person in family.Skip(2).Concat(outsiders.Skip(2))) await People.Join(system, person, 45);
        await MoveTo(61);

        var awards = new[] { await AwardsOf(44), await AwardsOf(45) };

        Assert.All(awards, wave => Assert.Equal(2, wave.Awarded));
        Assert.InRange((await Dashboards(family)).Count(view => view.Card is not null), 0, 2);
    }

    /// <summary>Four furloughed people of one household, and four job seekers, who come after them.</summary>
    private (List<Profile> Family, List<Profile> Outsiders) Household()
    {
        var people = Enumerable.Range(1, 8).Select(number => People.Person(number, system.Identity)).ToList();
        var family = people.Take(4).Select(person => person with
        {
            FamilyCard = people[0].FamilyCard,
            Household = people[0].Household,
            Employment = Employment.Furloughed,
        });
        return (family.ToList(), people.Skip(4).ToList());
    }

    private async Task Plan(int number, int opens, int closes, int draws, int announces)
    {
        var plan = new WavePlan(
            number,
            start.AddMinutes(opens),
            start.AddMinutes(closes),
            start.AddMinutes(draws),
            start.AddMinutes(announces),
            RollPartitions: 4,
            [new ProvinceQuota(new ProvinceCode(32), 2, [])]);
        var planned = await Wave(number).Plan(plan, "ani", new RequestId("plan", "h"));
        Assert.Null(planned.Refusal);
    }

    private Task MoveTo(int minutes)
    {
        system.Clock.MoveAheadTo(start.AddMinutes(minutes) - TimeProvider.System.GetUtcNow());
        return Task.CompletedTask;
    }

    private IWaveGrain Wave(int number) => system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(number));

    private async Task<WaveView> View(int number) => (await Wave(number).GetView()).Value!;

    private Task Until(int number, WaveStage stage) => TestSilo.Until(
        async () => (await View(number)).Stage == stage, $"wave {number} did not become {stage}");

    private async Task<AwardProgress> AwardsOf(int number)
    {
        await TestSilo.Until(
            async () => await Wave(number).GetSchedule() is { IsSettled: true }, $"wave {number} was not settled");
        return (await View(number)).Awards!;
    }

    private async Task<List<DashboardView>> Dashboards(IEnumerable<Profile> people)
    {
        var views = new List<DashboardView>();
        foreach (var person in people) views.Add((await system.Participant(person).GetDashboard()).Value!);
        return views;
    }
}
