using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Streams;
using Prakerja.Silo.Tests.Fixtures;

namespace Prakerja.Silo.Tests.Streams;

public sealed class EventStreamTests
{
    private static readonly string[] Subscribers = ["tally-one", "tally-two"];

    private readonly TallyScript script = new();
    private readonly Dictionary<GrainKey, long> versions = [];

    [Fact]
    public async Task Every_event_reaches_every_subscriber_in_order_and_counts_once()
    {
        await using var system = await BuildSilo();

        await Append(system, 1_000);

        await EverythingIsCounted(system, 1_000);
        Assert.All(script.Handled.Values, numbers => Assert.Equal(numbers.Distinct().Order(), numbers));
    }

    [Fact]
    public async Task A_subscriber_that_fails_for_a_while_loses_nothing_and_holds_up_only_its_partition()
    {
        var failing = true;
        script.Before = (self, _) =>
        {
            if (Volatile.Read(ref failing) && self == "tally-one/s-0") throw new InvalidOperationException("Not now.");
        };
        await using var system = await BuildSilo();
        await Append(system, 1_000);
        await TestSilo.Until(
            async () => (await Tallies(system)).Where(tally => tally.Key != "tally-one/s-0").Sum(t => t.Value.Count)
                == 2_000 - InPartition(system, 0),
            "the other partitions, and the other subscriber, were not served");

        Volatile.Write(ref failing, false);

        await EverythingIsCounted(system, 1_000);
    }

    [Fact]
    public async Task A_subscriber_that_fails_holds_up_no_other_beyond_the_bound_and_catches_up_from_the_log()
    {
        var failing = true;
        script.Before = (self, _) =>
        {
            if (Volatile.Read(ref failing) && self == "tally-one/s-0") throw new InvalidOperationException("Not now.");
        };
        await using var system = await BuildSilo(options => (options.BatchEvents, options.MaxHeldEvents) = (8, 32));
        await Append(system, 1_000);
        await TestSilo.Until(
            async () => (await Tallies(system)).GetValueOrDefault("tally-two/s-0")?.Count == InPartition(system, 0),
            "the other subscriber was held up");
        Assert.Null(await system.Store.ReadAsync(new GrainKey("stream-checkpoint", EventStreamNames.KeyOf(0))));

        Volatile.Write(ref failing, false);

        await EverythingIsCounted(system, 1_000);
        await TestSilo.Until(
            async () =>
                await system.Store.ReadAsync(new GrainKey("stream-checkpoint", EventStreamNames.KeyOf(0))) is not null,
            "the checkpoint did not follow the slowest subscriber");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_that_stops_during_delivery_loses_no_event(bool crash)
    {
        await using var system = await BuildSilo();
        var appending = Append(system, 2_000, pauseEvery: 50);
        await TestSilo.Until(async () => (await Tallies(system)).Values.Sum(t => t.Count) > 500, "nothing was handled");

        await (crash ? system.Crash() : system.Stop());
        await appending;
        await system.StartAgain();

        await EverythingIsCounted(system, 2_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_silos_the_one_that_stays_takes_over_without_a_loss(bool crash)
    {
        await using var system = await BuildSilo(silos: 2);
        var appending = Append(system, 2_000, pauseEvery: 50);
        await TestSilo.Until(async () => (await Tallies(system)).Values.Sum(t => t.Count) > 500, "nothing was handled");

        await (crash ? system.Crash() : system.Stop());
        await appending;

        await EverythingIsCounted(system, 2_000);
    }

    [Fact]
    public async Task Events_are_delivered_again_after_a_failed_commit()
    {
        await using var system = await BuildSilo();
        system.Store.FailCommits(grain => grain.Type == "tally-one", times: 5);

        await Append(system, 500);

        await EverythingIsCounted(system, 500);
    }

    [Fact]
    public async Task A_delivery_that_got_lost_is_fetched_from_the_log()
    {
        await using var system = await BuildSilo();
        // The checkpoint says that everything was delivered, the subscribers have nothing.
        for (var partition = 0; partition < Partitions.Events; partition++)
            await MoveCheckpointTo(system, partition, 300);
        await system.Stop();
        await Append(system, 300);

        await system.StartAgain();
        await Append(system, 100);

        await EverythingIsCounted(system, 400);
    }

    [Fact]
    public async Task After_a_restart_delivery_goes_on_at_the_checkpoint()
    {
        await using var system = await BuildSilo();
        await Append(system, 500);
        await EverythingIsCounted(system, 500);
        await TestSilo.Until(async () => await Checkpoints(system) > 0, "no checkpoint was written");
        await system.Stop();
        var handledBefore = script.Handled.Values.Sum(numbers => numbers.Count);

        await system.StartAgain();
        await Append(system, 10);

        await EverythingIsCounted(system, 510);
        Assert.Equal(handledBefore + 20, script.Handled.Values.Sum(numbers => numbers.Count));
    }

    [Fact]
    public async Task An_event_reaches_a_waiting_subscriber_soon()
    {
        await using var system = await BuildSilo();
        await Append(system, 100);
        await EverythingIsCounted(system, 100);
        var waits = new List<TimeSpan>();

        for (var i = 1; i <= 20; i++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await Append(system, 1);
            await TestSilo.Until(
                () => Task.FromResult(script.Handled.Values.Sum(numbers => numbers.Count) >= 2 * (100 + i)),
                "the event did not come",
                pauseMilliseconds: 1);
            waits.Add(TimeProvider.System.GetElapsedTime(begun));
        }

        // The quickest: on a busy machine the others tell of the machine.
        Assert.InRange(waits.Min().TotalMilliseconds, 0, 100);
    }

    private Task<TestSilo> BuildSilo(Action<EventStreamOptions>? configure = null, short silos = 1) => TestSilo.Build(
        silo =>
        {
            silo.Services.AddSingleton(script);
            silo.AddEventStreams();
            silo.Services.Configure<EventStreamOptions>(options =>
            {
                options.CheckpointPeriod = TimeSpan.FromMilliseconds(100);
                options.LongestRetryDelay = TimeSpan.FromSeconds(1);
                configure?.Invoke(options);
            });
        },
        realTime: true,
        silos);

    private async Task Append(TestSilo system, int count, int pauseEvery = int.MaxValue)
    {
        for (var i = 0; i < count; i++)
        {
            var grain = new GrainKey("thing", $"t-{i % 97}");
            var outcome = await system.Store.CommitAsync(new Commit
            {
                Grain = grain,
                ExpectedVersion = versions.TryGetValue(grain, out var version) ? version : null,
                State = "{}"u8.ToArray(),
                Events = [new NewEvent("happened", system.Clock.GetUtcNow(), "{}"u8.ToArray())],
            });
            Assert.Equal(CommitStatus.Committed, outcome.Status);
            versions[grain] = outcome.Version;
            if (i % pauseEvery == 0) await Task.Delay(1);
        }
    }

    private static async Task EverythingIsCounted(TestSilo system, int events)
    {
        await TestSilo.Until(
            async () => (await Tallies(system)).Values.Sum(tally => tally.Count) >= 2 * events,
            "not every event was counted");
        var tallies = await Tallies(system);
        foreach (var subscriber in Subscribers)
        {
            var own = tallies.Where(tally => tally.Key.StartsWith(subscriber, StringComparison.Ordinal)).ToList();
            Assert.Equal(events, own.Sum(tally => tally.Value.Count));
            Assert.Equal((long)events * (events + 1) / 2, own.Sum(tally => tally.Value.SumOfNumbers));
        }
    }

    private static async Task<Dictionary<string, Tally>> Tallies(TestSilo system)
    {
        var tallies = new Dictionary<string, Tally>();
        foreach (var subscriber in Subscribers)
        {
            for (var partition = 0; partition < Partitions.Events; partition++)
            {
                var key = new GrainKey(subscriber, EventStreamNames.KeyOf(partition));
                if (await system.Store.ReadAsync(key) is { } row)
                    tallies[$"{key.Type}/{key.Key}"] =
                        JsonSerializer.Deserialize(row.Payload.Span, TallyJson.Default.SubscriberRowTally)!.State;
            }
        }

        return tallies;
    }

    private static int InPartition(TestSilo system, int partition) =>
        system.Store.Readers.ReadEventsAsync(partition, 0, int.MaxValue).AsTask().Result.Count;

    private static async Task<long> Checkpoints(TestSilo system)
    {
        var sum = 0L;
        for (var partition = 0; partition < Partitions.Events; partition++)
        {
            if (await system.Store.ReadAsync(
                new GrainKey("stream-checkpoint", EventStreamNames.KeyOf(partition))) is { } row)
                sum += JsonDocument.Parse(row.Payload).RootElement.GetProperty("number").GetInt64();
        }

        return sum;
    }

    private static async Task MoveCheckpointTo(TestSilo system, int partition, long number)
    {
        var key = new GrainKey("stream-checkpoint", EventStreamNames.KeyOf(partition));
        var outcome = await system.Store.CommitAsync(new Commit
        {
            Grain = key,
            ExpectedVersion = null,
            State = JsonSerializer.SerializeToUtf8Bytes(new { number }),
        });
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }
}
