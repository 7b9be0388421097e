using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Fixtures;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>A partition with more winners than are awarded between two commits of its progress.</summary>
public sealed class AwardsTests
{
    private const int Wave = 21;
    private const int Winners = 1_100;

    /// <summary>
    /// A crash between awards and the commit of their progress leaves cards that nobody has counted; here they are
    /// awarded by hand, in the first chunk and the second, and the system is started anew.
    /// </summary>
    [Fact]
    public async Task Awards_whose_progress_was_lost_are_counted_and_nobody_gets_two_cards()
    {
        var directory = Directory.CreateTempSubdirectory("prakerja-").FullName;
        try
        {
            string[] keys;
            TimeSpan ahead;
            await using (var system = await EmbeddedSystem.StartAsync(directory))
            {
                keys = await JoinAll(system);
                ahead = TimeSpan.FromMinutes(150); // drawn, not announced yet
                system.Clock.MoveAheadTo(ahead);
                var wave = system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(Wave));
                await TestSilo.Until(
                    async () => (await wave.GetView()).Value is { Stage: WaveStage.Drawn }, "the wave was not drawn");
                foreach (var key in keys.Where((_, i) => i % 3 == 0))
                    Assert.Null((await system.Grains.GetGrain<IApplicantGrain>(key).Award(Wave)).Refusal);
            }

            await using (var system = await EmbeddedSystem.StartAsync(directory))
            {
                system.Clock.MoveAheadTo(ahead + TimeSpan.FromHours(1));
                var wave = system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(Wave));
                await TestSilo.Until(
                    async () => (await wave.GetView()).Value is { Awards.Awarded: Winners }, "not all were awarded");

                foreach (var key in keys)
                {
                    var events = await EventsOf(system, new GrainKey("participant", key));
                    Assert.Single(events, name => name == "participant.card_granted");
                }

                var steps = await EventsOf(system, new GrainKey("wave-roll", WaveRollKey.Of(Wave, 0)));
                Assert.Equal(2, steps.Count(step => step == "wave-roll.awards_made"));

                // A minute later the wave itself knows how its awards ended, and asks its rolls no more.
                system.Clock.MoveAheadTo(ahead + TimeSpan.FromHours(1) + TimeSpan.FromMinutes(2));
                await TestSilo.Until(
                    async () => (await EventsOf(system, new GrainKey("wave", WaveKey.Of(Wave))))
                        .Contains("wave.awards_finished"),
                    "the wave did not learn that its awards are made");
                Assert.Equal(new AwardProgress(Winners, Winners, 0), (await wave.GetView()).Value!.Awards);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string[]> JoinAll(EmbeddedSystem system)
    {
        var now = system.Clock.GetUtcNow();
        var plan = new WavePlan(
            Wave, now.AddMinutes(-1), now.AddHours(1), now.AddHours(2), now.AddHours(3), RollPartitions: 1,
            [new ProvinceQuota(new ProvinceCode(32), Winners, [])]);
        var wave = system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(Wave));
        var planned = await wave.Plan(plan, "ani", new RequestId("plan", "h"));
        Assert.Null(planned.Refusal);
        var keys = new string[Winners];
        await Parallel.ForAsync(0, Winners, TestContext.Current.CancellationToken, async (number, _) =>
            keys[number] = await People.Join(system, People.Person(number + 1, system.Identity), Wave));
        return keys;
    }

    private static async Task<IReadOnlyList<string>> EventsOf(EmbeddedSystem system, GrainKey grain)
    {
        var log = system.Host.Services.GetRequiredService<IEventLogReader>();
        return [.. (await log.ReadEventsOfGrainAsync(grain, after: 0, limit: 100)).Select(logged => logged.Type)];
    }
}
