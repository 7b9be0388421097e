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
        await using var testSilo = await BuildSilo();
        // In one partition: the look that finds the first one passes the second one by.
        var cards = InPartition(7, "g", 2).ToList();
        var now = testSilo.Clock.GetUtcNow();
        var deadlines = cards.Select((_, i) => now + TimeSpan.FromSeconds(30 * (i + 1))).ToList();
        for (var i = 0; i < cards.Count; i++) await Arm(testSilo, cards[i], deadlines[i]);

        for (var i = 0; i < cards.Count; i++)
        {
            await testSilo.RunPast(
                deadlines[i], () => script.Calls.ContainsKey(cards[i]), "the card was not called");

            Assert.True(script.Times[cards[i]].Single() >= deadlines[i]);
            Assert.Equal(i + 1, script.Calls.Count);
            // The call is made; the commit that takes the row away follows in its own time.
            await TestSilo.Until(async () => (await Figures(testSilo)).Armed == 1 - i, "the row is still armed");
            Assert.Equal(1, script.Calls[cards[i]]);
        }
    }

    [Fact]
    public async Task A_deadline_that_is_moved_is_called_again()
    {
        await using var testSilo = await BuildSilo();
        var first = testSilo.Clock.GetUtcNow() + TimeSpan.FromSeconds(10);
        var second = first + TimeSpan.FromSeconds(20);
        script.Next = _ => script.Calls["g-1"] == 1 ? second : null;
        await Arm(testSilo, "g-1", first);

        await testSilo.RunPast(first, () => script.Calls.ContainsKey("g-1"), "the card was not called");
        await testSilo.RunPast(second, () => script.Calls["g-1"] > 1, "the card was not called again");

        await TestSilo.Until(async () => (await Figures(testSilo)).Armed == 0, "the row is still armed");
        Assert.Collection(
            script.Times["g-1"],
            at => Assert.InRange(at, first, second.AddTicks(-1)),
            at => Assert.True(at >= second));
    }

    [Fact]
    public async Task Ten_thousand_deadlines_of_one_instant_drain_and_never_more_calls_are_under_way_than_the_bound()
    {
        script.Within = _ => Task.Delay(1);
        await using var testSilo = await BuildSilo(options => options.CallsAtOnce = 32);
        var instant = testSilo.Clock.GetUtcNow() + TimeSpan.FromSeconds(5);
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => Arm(testSilo, $"g-{i}", instant)));

        await testSilo.RunUntil(() => script.Calls.Count == 10_000, "not every card was called");

        Assert.All(script.Calls.Values, times => Assert.Equal(1, times));
        Assert.InRange(script.MostAtOnce, 2, 32);
        await TestSilo.Until(async () => (await Figures(testSilo)).Armed == 0, "deadlines are left");
    }

    [Fact]
    public async Task Cards_that_always_fail_at_the_head_of_a_partition_do_not_starve_the_cards_behind_them()
    {
        script.Within = key => key.StartsWith("h-", StringComparison.Ordinal)
            ? throw new InvalidOperationException("Poisoned.")
            : Task.CompletedTask;
        await using var testSilo = await BuildSilo(options => options.PageRows = 4);
        var now = testSilo.Clock.GetUtcNow();
        foreach (var key in InPartition(7, "h", 25)) await Arm(testSilo, key, now - TimeSpan.FromHours(1));
        foreach (var key in InPartition(7, "g", 25)) await Arm(testSilo, key, now);

        await testSilo.RunUntil(() => script.Calls.Keys.Count(key => key.StartsWith('g')) == 25, "cards behind starved");

        Assert.All(script.Calls.Where(call => call.Key.StartsWith('g')), call => Assert.Equal(1, call.Value));
        Assert.Contains(testSilo.Log.Lines, line => line.Contains("was not dealt with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_fails_is_called_again_ever_more_rarely_until_it_works()
    {
        var poisoned = true;
        script.Within = _ => poisoned ? throw new InvalidOperationException("Poisoned.") : Task.CompletedTask;
        await using var testSilo = await BuildSilo();
        var due = testSilo.Clock.GetUtcNow();
        await Arm(testSilo, "g-1", due);
        for (var tries = 1; tries <= 6; tries++)
        {
            await testSilo.RunPast(
                due, () => Said(testSilo, $"was not dealt with (try {tries})"), "the card was not called");
            due = script.Times["g-1"].Last() + TimeSpan.FromSeconds(1 << tries);
        }

        poisoned = false;
        await testSilo.RunPast(due, () => script.Calls["g-1"] > 6, "the card was not called again");

        await TestSilo.Until(async () => (await Figures(testSilo)).Armed == 0, "the row is still armed");
        AssertPausesDouble(script.Times["g-1"]);
    }

    [Fact]
    public async Task A_card_that_takes_longer_than_a_call_may_is_no_trouble_before_the_second_time()
    {
        script.Within = _ => throw new TimeoutException("Response did not arrive on time.");
        await using var testSilo = await BuildSilo();
        var due = testSilo.Clock.GetUtcNow();
        await Arm(testSilo, "g-1", due);

        await testSilo.RunPast(due, () => script.Calls.ContainsKey("g-1"), "the card was not called");
        due = script.Times["g-1"].Last() + TimeSpan.FromSeconds(2);
        await testSilo.RunPast(due, () => Said(testSilo, "was not dealt with (try 2)"), "the card was not called again");

        Assert.False(Said(testSilo, "was not dealt with (try 1)"));
    }

    [Fact]
    public async Task After_an_outage_of_the_store_every_card_is_soon_called_however_long_it_was()
    {
        var away = true;
        script.Within = _ => away ? throw new StoreUnavailableException("Away.") : Task.CompletedTask;
        await using var testSilo = await BuildSilo();
        var due = testSilo.Clock.GetUtcNow();
        foreach (var key in InPartition(7, "g", 20)) await Arm(testSilo, key, due);
        for (var tries = 1; tries <= 5; tries++)
        {
            await testSilo.RunPast(
                due, () => script.Calls.Values.Count(calls => calls >= tries) == 20, "cards were not called");
            due = script.Times.Values.Max(times => times.Last()) + TimeSpan.FromSeconds(5);
        }

        away = false;
        await testSilo.RunPast(
            due, () => script.Calls.Values.All(calls => calls > 5), "cards were not called after the outage");

        await TestSilo.Until(async () => (await Figures(testSilo)).Armed == 0, "rows are still armed");
        Assert.Single(testSilo.Log.Lines, line => line.Contains("cannot be dealt with now", StringComparison.Ordinal));
        Assert.False(Said(testSilo, "was not dealt with"));
    }

    [Fact]
    public async Task A_card_that_leaves_its_deadline_where_it_is_is_not_called_without_end()
    {
        await using var testSilo = await BuildSilo();
        var instant = testSilo.Clock.GetUtcNow();
        script.Next = _ => instant;
        await Arm(testSilo, "g-1", instant);

        await testSilo.RunUntil(
            () => Said(testSilo, "left it as it is (time 5)"), "the card was not called five times");

        AssertPausesDouble(script.Times["g-1"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_fell_due_while_the_silo_was_away_is_dealt_with_when_it_is_back(bool crash)
    {
        await using var testSilo = await BuildSilo();
        for (var i = 0; i < 500; i++) await Arm(testSilo, $"g-{i}", testSilo.Clock.GetUtcNow() + TimeSpan.FromSeconds(30));
        await (crash ? testSilo.Crash() : testSilo.Stop());
        testSilo.Time.Advance(TimeSpan.FromDays(1));

        await testSilo.StartAgain();

        await testSilo.RunUntil(() => script.Calls.Count == 500, "not every card was called");
        Assert.All(script.Calls.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_jump_of_the_clock_drains_all_that_it_makes_due()
    {
        await using var testSilo = await BuildSilo();
        for (var i = 0; i < 1_000; i++) await Arm(testSilo, $"g-{i}", testSilo.Clock.GetUtcNow() + TimeSpan.FromDays(i));

        testSilo.Clock.MoveAheadTo(TimeSpan.FromDays(1_000));

        await testSilo.RunUntil(() => script.Calls.Count == 1_000, "not every card was called");
    }

    [Fact]
    public async Task The_reminder_alone_wakes_a_partition()
    {
        await using var testSilo = await BuildSilo();
        var watcher =
            testSilo.Grains.GetGrain<IDeadlinesGrain>(DeadlinePartition.KeyOf(Partitions.Of("g-1", Partitions.Deadlines)));
        await testSilo.Deactivate(watcher);
        var now = testSilo.Clock.GetUtcNow();
        var watched = InPartition(7, "w", 1).Single();
        await Arm(testSilo, "g-1", now);
        await Arm(testSilo, watched, now);
        await testSilo.RunPast(now, () => script.Calls.ContainsKey(watched), "no partition is watched");
        Assert.DoesNotContain("g-1", script.Calls.Keys);

        var wakes = now + DeadlinesGrain.ReminderPeriod;
        await testSilo.RunPast(wakes, () => script.Calls.ContainsKey("g-1"), "the reminder woke nobody");

        Assert.True(script.Times["g-1"].Single() >= wakes);
    }

    [Fact]
    public async Task A_silo_stops_while_cards_are_called()
    {
        script.Within = _ => Task.Delay(100);
        await using var testSilo = await BuildSilo(options => options.CallsAtOnce = 8);
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => Arm(testSilo, $"g-{i}", testSilo.Clock.GetUtcNow())));
        await testSilo.RunUntil(() => !script.Calls.IsEmpty, "no card was called");

        var begun = TimeProvider.System.GetTimestamp();
        await testSilo.Stop();

        // To call them all would take a minute.
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 30);
        Assert.True((await Figures(testSilo)).Armed > 0);
    }

    private static IEnumerable<string> InPartition(int partition, string prefix, int count) =>
        Enumerable.Range(0, int.MaxValue)
            .Select(i => $"{prefix}-{i}")
            .Where(key => Partitions.Of(key, Partitions.Deadlines) == partition)
            .Take(count);

    private static bool Said(TestSilo testSilo, string words) =>
        testSilo.Log.Lines.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>2, 4, 8, … s from one call to the next, or more.</summary>
    private static void AssertPausesDouble(IEnumerable<DateTimeOffset> times)
    {
        var pauses = times.Zip(times.Skip(1), (before, after) => after - before).ToList();
        Assert.All(pauses, (pause, i) => Assert.True(pause >= TimeSpan.FromSeconds(2 << i)));
    }

    private static async Task Arm(TestSilo testSilo, string key, DateTimeOffset at)
    {
        var outcome = await testSilo.Store.CommitAsync(new Commit
        {
            Grain = new GrainKey("card", key),
            ExpectedVersion = null,
            State = "{}"u8.ToArray(),
            Deadline = DeadlineChange.To(at),
        });
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }

    private static ValueTask<DeadlineFigures> Figures(TestSilo testSilo) =>
        testSilo.Store.Readers.FiguresAsync(testSilo.Clock.GetUtcNow());

    private Task<TestSilo> BuildSilo(Action<DeadlineOptions>? configure = null) => TestSilo.Build(silo =>
    {
        silo.Services.AddSingleton(script);
        silo.AddDeadlines();
        if (configure is not null) silo.Services.Configure(configure);
    });
}
