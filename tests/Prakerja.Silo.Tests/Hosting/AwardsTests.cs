using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Fixtures;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>The awards of a wave: after a crash, and beside participants that cannot be awarded.</summary>
public sealed class AwardsTests
{
    private const int Wave = 21;
    private const int Winners = 1_100;

    /// <summary>
    /// A crash between awards and the record of them leaves cards whose awards are still in the store. Here some are
    /// awarded by hand, and the system is started again.
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
                    Assert.Null((await system.Grains.GetGrain<IApplicantGrain>(key).AwardSlot(Wave, 1)).Refusal);
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

                // The wave itself knows how its awards ended.
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

    [Fact]
    public async Task A_winner_whose_state_cannot_be_read_waits_and_stops_nobody()
    {
        var directory = Directory.CreateTempSubdirectory("prakerja-").FullName;
        try
        {
            const int unreadable = 30;
            string[] keys;
            await using (var system = await EmbeddedSystem.StartAsync(directory))
            {
                keys = await JoinAll(system);
                system.Clock.MoveAheadTo(TimeSpan.FromMinutes(150)); // drawn, not announced yet
                await Until(system, view => view.Stage == WaveStage.Drawn, "the wave was not drawn");
            }

            var broken = keys.Where((_, i) => i % 36 == 0).Take(unreadable).ToList();
            ReplaceInStates(directory, broken, "\"is\":\"waiting\"", "\"is\":\"awaitng\"");
            await using (var system = await EmbeddedSystem.StartAsync(directory))
            {
                system.Clock.MoveAheadTo(TimeSpan.FromHours(4));
                var expected = new AwardProgress(Winners, Winners - unreadable, 0, unreadable);
                await Until(system, view => view.Awards == expected, "not all others were awarded");
                await TestSilo.Until(
                    async () => (await EventsOf(system, new GrainKey("wave", WaveKey.Of(Wave))))
                        .Contains("wave.awards_finished"),
                    "the wave did not finish");
                var awards = system.Host.Services.GetRequiredService<IAwardStore>();
                var waiting = await awards.ReadWaitingAsync(Wave, null, 100);
                Assert.Equal(
                    broken.Order(StringComparer.Ordinal),
                    waiting.Select(award => ParticipantKey.Prefix + award.Participant));
                Assert.All(waiting, award => Assert.Equal("JsonException", award.Cause));
            }

            ReplaceInStates(directory, broken, "\"is\":\"awaitng\"", "\"is\":\"waiting\"");
            await using (var system = await EmbeddedSystem.StartAsync(directory))
            {
                system.Clock.MoveAheadTo(TimeSpan.FromHours(30));
                await Until(
                    system,
                    view => view.Awards == new AwardProgress(Winners, Winners, 0),
                    "they were not awarded later");
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_winner_whose_commits_the_store_refuses_waits_and_stops_nobody()
    {
        RefusingCommitLog? log = null;
        await using var system = await EmbeddedSystem.StartAsync(configure: services =>
        {
            var shipped = services.Last(service => service.ServiceType == typeof(ICommitLog));
            services.AddSingleton<ICommitLog>(provider =>
                log = new RefusingCommitLog((ICommitLog)shipped.ImplementationFactory!(provider)));
        });
        var keys = await JoinAll(system);
        // The first in the order of the awards, so that all others are behind it.
        log!.Refused = keys.Order(StringComparer.Ordinal).First();
        system.Clock.MoveAheadTo(TimeSpan.FromHours(4));
        var expected = new AwardProgress(Winners, Winners - 1, 0, 1);
        await Until(system, view => view.Awards == expected, "not all others were awarded");
        var awards = system.Host.Services.GetRequiredService<IAwardStore>();
        var waiting = Assert.Single(await awards.ReadWaitingAsync(Wave, null, 10));
        Assert.Equal(SystemRefusals.StoreUnavailable.Code, waiting.Cause);

        log.Refused = null;
        system.Clock.MoveAheadTo(TimeSpan.FromHours(12));
        await Until(
            system, view => view.Awards == new AwardProgress(Winners, Winners, 0), "the award was not made later");
    }

    private static Task Until(EmbeddedSystem system, Func<WaveView, bool> condition, string otherwise) =>
        TestSilo.Until(
            async () => condition((await system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(Wave)).GetView()).Value!),
            otherwise);

    /// <summary>
    /// Changes stored states behind the back of the system, as a node of a later version might write them.
    /// </summary>
    private static void ReplaceInStates(string directory, IEnumerable<string> keys, string text, string by)
    {
        using var connection =
            new SqliteConnection($"Data Source={Path.Combine(directory, "prakerja.db")};Pooling=False");
        connection.Open();
        foreach (var key in keys)
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                UPDATE grain_state
                SET payload = CAST(replace(CAST(payload AS TEXT), $text, $by) AS BLOB)
                WHERE type = 'participant' AND key = $key AND instr(CAST(payload AS TEXT), $text) > 0
                """;
            command.Parameters.AddWithValue("$text", text);
            command.Parameters.AddWithValue("$by", by);
            command.Parameters.AddWithValue("$key", key);
            Assert.Equal(1, command.ExecuteNonQuery());
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

    /// <summary>The commit log, but for one participant the store is unavailable.</summary>
    private sealed class RefusingCommitLog(ICommitLog log) : ICommitLog
    {
        public string? Refused { get; set; }

        public ValueTask<CommitOutcome> CommitAsync(Commit commit) => commit.Grain.Key == Refused
            ? ValueTask.FromResult(CommitOutcome.Refused(CommitStatus.Unavailable))
            : log.CommitAsync(commit);

        public ValueTask<StoredState?> ReadAsync(GrainKey grain) => log.ReadAsync(grain);
    }
}
