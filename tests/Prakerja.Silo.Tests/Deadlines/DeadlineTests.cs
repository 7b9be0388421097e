using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Deadlines;
using Prakerja.Silo.Tests.Fixtures;

namespace Prakerja.Silo.Tests.Deadlines;

public sealed class DeadlineTests
{
    private readonly CardScript script = new();

    [Fact]
    public async Task A_card_is_called_at_its_deadline_and_not_before()
    {
        await using var system = await BuildSilo();
        // In one partition: the look that finds the first one passes the second one by.
        var cards = InPartition(7, "g", 2).ToList();
        var now = system.Clock.GetUtcNow();
        var deadlines = cards.Select((_, i) => now + TimeSpan.FromSeconds(30 * (i + 1))).ToList();
        for (var i = 0; i < cards.Count; i++) await Arm(system, cards[i], deadlines[i]);

        for (var i = 0; i < cards.Count; i++)
        {
            await system.RunPast(
                deadlines[i], () => script.Calls.ContainsKey(cards[i]), "the card was not called");

            Assert.True(script.Times[cards[i]].Single() >= deadlines[i]);
            Assert.Equal(i + 1, script.Calls.Count);
            // The call is made; the commit that takes the row away follows in its own time.
            await TestSilo.Until(async () => (await Figures(system)).Armed == 1 - i, "the row is still armed");
            Assert.Equal(1, script.Calls[cards[i]]);
        }
    }

    [Fact]
    public async Task A_deadline_that_is_moved_is_called_again()
    {
        await using var system = await BuildSilo();
        var first = system.Clock.GetUtcNow() + TimeSpan.FromSeconds(10);
        var second = first + TimeSpan.FromSeconds(20);
        script.Next = _ => script.Calls["g-1"] == 1 ? second : null;
        await Arm(system, "g-1", first);

        await system.RunPast(first, () => script.Calls.ContainsKey("g-1"), "the card was not called");
        await system.RunPast(second, () => script.Calls["g-1"] > 1, "the card was not called again");

        await TestSilo.Until(async () => (await Figures(system)).Armed == 0, "the row is still armed");
        Assert.Collection(
            script.Times["g-1"],
            at => Assert.InRange(at, first, second.AddTicks(-1)),
            at => Assert.True(at >= second));
    }

    [Fact]
    public async Task Ten_thousand_deadlines_of_one_instant_drain_and_never_more_calls_are_under_way_than_the_bound()
    {
        script.Within = _ => Task.Delay(1);
        await using var system = await BuildSilo(options => options.CallsAtOnce = 32);
        var instant = system.Clock.GetUtcNow() + TimeSpan.FromSeconds(5);
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => Arm(system, $"g-{i}", instant)));

        await system.RunUntil(() => script.Calls.Count == 10_000, "not every card was called");

        Assert.All(script.Calls.Values, times => Assert.Equal(1, times));
        Assert.InRange(script.MostAtOnce, 2, 32);
        await TestSilo.Until(async () => (await Figures(system)).Armed == 0, "deadlines are left");
    }

    [Fact]
    public async Task Cards_that_take_all_calls_do_not_delay_a_wave()
    {
        var release = new TaskCompletionSource();
        script.Within = key => key.StartsWith("g-", StringComparison.Ordinal) ? release.Task : Task.CompletedTask;
        await using var system = await BuildSilo(options => options.CallsAtOnce = 8);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Arm(system, $"g-{i}", system.Clock.GetUtcNow())));
        await system.RunUntil(() => script.Calls.Count == 8, "the cards do not take all calls");

        var due = system.Clock.GetUtcNow();
        await Arm(system, "w-1", due);
        await system.Store.MoveDeadlineAsync("w-1", Partitions.WaveDeadlines);
        await system.RunPast(due, () => script.Calls.ContainsKey("w-1"), "the wave waits for the cards");

        Assert.InRange(script.Times["w-1"].First() - due, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(9, script.Calls.Count);
        release.SetResult();
    }

    [Fact]
    public async Task Cards_that_always_fail_at_the_head_of_a_partition_do_not_starve_the_cards_behind_them()
    {
        script.Within = key => key.StartsWith("h-", StringComparison.Ordinal)
            ? throw new InvalidOperationException("Poisoned.")
            : Task.CompletedTask;
        await using var system = await BuildSilo(options => options.PageRows = 4);
        var now = system.Clock.GetUtcNow();
        foreach (var key in InPartition(7, "h", 25)) await Arm(system, key, now - TimeSpan.FromHours(1));
        foreach (var key in InPartition(7, "g", 25)) await Arm(system, key, now);

        await system.RunUntil(() => script.Calls.Keys.Count(key => key.StartsWith('g')) == 25, "cards behind starved");

        Assert.All(script.Calls.Where(call => call.Key.StartsWith('g')), call => Assert.Equal(1, call.Value));
        Assert.Contains(system.Log.Lines, line => line.Contains("was not dealt with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_grain_is_called_again_with_growing_delays()
    {
        var poisoned = true;
        script.Within = _ => poisoned ? throw new InvalidOperationException("Poisoned.") : Task.CompletedTask;
        await using var system = await BuildSilo();
        var due = system.Clock.GetUtcNow();
        await Arm(system, "g-1", due);
        for (var tries = 1; tries <= 6; tries++)
        {
            await system.RunPast(
                due, () => Said(system, $"was not dealt with (try {tries})"), "the card was not called");
            due = script.Times["g-1"].Last() + TimeSpan.FromSeconds(1 << tries);
        }

        poisoned = false;
        await system.RunPast(due, () => script.Calls["g-1"] > 6, "the card was not called again");

        await TestSilo.Until(async () => (await Figures(system)).Armed == 0, "the row is still armed");
        AssertPausesDouble(script.Times["g-1"]);
    }

    [Fact]
    public async Task A_card_that_takes_longer_than_a_call_may_is_no_trouble_before_the_second_time()
    {
        script.Within = _ => throw new TimeoutException("Response did not arrive on time.");
        await using var system = await BuildSilo();
        var due = system.Clock.GetUtcNow();
        await Arm(system, "g-1", due);

        await system.RunPast(due, () => script.Calls.ContainsKey("g-1"), "the card was not called");
        due = script.Times["g-1"].Last() + TimeSpan.FromSeconds(2);
        await system.RunPast(due, () => Said(system, "was not dealt with (try 2)"), "the card was not called again");

        Assert.False(Said(system, "was not dealt with (try 1)"));
    }

    [Fact]
    public async Task After_an_outage_of_the_store_every_card_is_soon_called_however_long_it_was()
    {
        var away = true;
        script.Within = _ => away ? throw new StoreUnavailableException("Away.") : Task.CompletedTask;
        await using var system = await BuildSilo();
        var due = system.Clock.GetUtcNow();
        foreach (var key in InPartition(7, "g", 20)) await Arm(system, key, due);
        for (var tries = 1; tries <= 5; tries++)
        {
            await system.RunPast(
                due, () => script.Calls.Values.Count(calls => calls >= tries) == 20, "cards were not called");
            due = script.Times.Values.Max(times => times.Last()) + TimeSpan.FromSeconds(5);
        }

        away = false;
        await system.RunPast(
            due, () => script.Calls.Values.All(calls => calls > 5), "cards were not called after the outage");

        await TestSilo.Until(async () => (await Figures(system)).Armed == 0, "rows are still armed");
        Assert.Single(system.Log.Lines, line => line.Contains("cannot be dealt with now", StringComparison.Ordinal));
        Assert.False(Said(system, "was not dealt with"));
    }

    [Fact]
    public async Task A_card_that_leaves_its_deadline_where_it_is_is_not_called_without_end()
    {
        await using var system = await BuildSilo();
        var instant = system.Clock.GetUtcNow();
        script.Next = _ => instant;
        await Arm(system, "g-1", instant);

        await system.RunUntil(
            () => Said(system, "left it as it is (time 5)"), "the card was not called five times");

        AssertPausesDouble(script.Times["g-1"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deadlines_that_became_due_without_a_silo_are_called_after_the_start(bool crash)
    {
        await using var system = await BuildSilo();
        for (var i = 0; i < 500; i++) await Arm(system, $"g-{i}", system.Clock.GetUtcNow() + TimeSpan.FromSeconds(30));
        await (crash ? system.Crash() : system.Stop());
        system.Time.Advance(TimeSpan.FromDays(1));

        await system.StartAgain();

        await system.RunUntil(() => script.Calls.Count == 500, "not every card was called");
        Assert.All(script.Calls.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_jump_of_the_clock_drains_all_that_it_makes_due()
    {
        await using var system = await BuildSilo();
        for (var i = 0; i < 1_000; i++) await Arm(system, $"g-{i}", system.Clock.GetUtcNow() + TimeSpan.FromDays(i));

        system.Clock.MoveAheadTo(TimeSpan.FromDays(1_000));

        await system.RunUntil(() => script.Calls.Count == 1_000, "not every card was called");
    }

    [Fact]
    public async Task The_reminder_alone_wakes_a_partition()
    {
        await using var system = await BuildSilo();
        var watcher =
            system.Grains.GetGrain<IDeadlinesGrain>(
                DeadlinePartition.KeyOf(Partitions.Of("g-1", Partitions.Deadlines)));
        await system.Deactivate(watcher);
        var now = system.Clock.GetUtcNow();
        var watched = InPartition(7, "w", 1).Single();
        await Arm(system, "g-1", now);
        await Arm(system, watched, now);
        await system.RunPast(now, () => script.Calls.ContainsKey(watched), "no partition is watched");
        Assert.DoesNotContain("g-1", script.Calls.Keys);

        var wakes = now + DeadlinesGrain.ReminderPeriod;
        await system.RunPast(wakes, () => script.Calls.ContainsKey("g-1"), "the reminder woke nobody");

        Assert.True(script.Times["g-1"].Single() >= wakes);
    }

    [Fact]
    public async Task A_silo_stops_while_cards_are_called()
    {
        script.Within = _ => Task.Delay(100);
        await using var system = await BuildSilo(options => options.CallsAtOnce = 8);
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => Arm(system, $"g-{i}", system.Clock.GetUtcNow())));
        await system.RunUntil(() => !script.Calls.IsEmpty, "no card was called");

        var begun = TimeProvider.System.GetTimestamp();
        await system.Stop();

        // To call them all would take a minute.
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 30);
        Assert.True((await Figures(system)).Armed > 0);
    }

    private static IEnumerable<string> InPartition(int partition, string prefix, int count) =>
        Enumerable.Range(0, int.MaxValue)
            .Select(i => $"{prefix}-{i}")
            .Where(key => Partitions.Of(key, Partitions.Deadlines) == partition)
            .Take(count);

    private static bool Said(TestSilo system, string words) =>
        system.Log.Lines.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>2, 4, 8, … s from one call to the next, or more.</summary>
    private static void AssertPausesDouble(IEnumerable<DateTimeOffset> times)
    {
        var pauses = times.Zip(times.Skip(1), (before, after) => after - before).ToList();
        Assert.All(pauses, (pause, i) => Assert.True(pause >= TimeSpan.FromSeconds(2 << i)));
    }

    private static async Task Arm(TestSilo system, string key, DateTimeOffset at)
    {
        var outcome = await system.Store.CommitAsync(new Commit
        {
            Grain = new GrainKey("card", key),
            ExpectedVersion = null,
            State = "{}"u8.ToArray(),
            Deadline = DeadlineChange.To(at),
        });
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }

    private static ValueTask<DeadlineFigures> Figures(TestSilo system) =>
        system.Store.Readers.CountDeadlinesAsync(system.Clock.GetUtcNow());

    private Task<TestSilo> BuildSilo(Action<DeadlineOptions>? configure = null) => TestSilo.Build(silo =>
    {
        silo.Services.AddSingleton(script);
        silo.AddDeadlines();
        if (configure is not null) silo.Services.Configure(configure);
    });
}
