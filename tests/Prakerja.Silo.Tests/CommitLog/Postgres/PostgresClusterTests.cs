using System.Collections.Concurrent;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Tests.Fixtures;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>Several silos write to one schema, and the server goes away and comes back.</summary>
public sealed class PostgresClusterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    public async Task When_a_grain_is_active_twice_one_commit_succeeds(long? version)
    {
        var options = PostgresOfTests.NewSchema();
        await using var here = await PostgresTestStore.OpenAsync(options);
        await using var there = await PostgresTestStore.OpenAsync(options);
        if (version is not null) await here.WriteTogetherAsync([.. Many(100, person => Given.Commit(person))]);

        // The same hundred grains from both sides at once, in opposite orders.
        var commits = Many(100, person => Given.Commit(person, version) with { RollEntry = null }).ToArray();
        var outcomes = await Task.WhenAll(
            Task.Run(() => here.WriteTogetherAsync(commits), Cancelled),
            Task.Run(
                async () => (await there.WriteTogetherAsync([.. commits.Reverse()])).Reverse().ToArray(), Cancelled));

        for (var i = 0; i < commits.Length; i++)
        {
            Assert.Equal(
                [CommitStatus.Committed, CommitStatus.VersionConflict],
                new[] { outcomes[0][i].Status, outcomes[1][i].Status }.Order());
        }

        Assert.Equal(100 * (1 + (version ?? 0)), await here.NumberAsync("SELECT count(*) FROM event_log"));
    }

    [Fact]
    public async Task A_claim_wanted_from_two_sides_goes_to_one()
    {
        var options = PostgresOfTests.NewSchema();
        await using var here = await PostgresTestStore.OpenAsync(options);
        await using var there = await PostgresTestStore.OpenAsync(options);
        Commit Claiming(int person, int value) => Given.Commit(person) with { Claims = [Given.Email(value)] };

        var outcomes = await Task.WhenAll(
            Task.Run(() => here.WriteTogetherAsync([.. Many(200, i => Claiming(i, i))]), Cancelled),
            Task.Run(() => there.WriteTogetherAsync([.. Many(200, i => Claiming(1_000 + i, 199 - i))]), Cancelled));

        var all = outcomes.SelectMany(o => o).ToList();
        Assert.Equal(200, all.Count(o => o.Status == CommitStatus.Committed));
        Assert.Equal(200, all.Count(o => o.Status == CommitStatus.ClaimTaken));
        Assert.Equal(200, await here.NumberAsync("SELECT count(*) FROM claim"));
        Assert.Equal(200, await here.NumberAsync("SELECT count(*) FROM grain_state"));
        Assert.Equal(200, await here.NumberAsync("SELECT count(*) FROM event_log"));
    }

    [Fact]
    public async Task What_is_accepted_while_the_gate_closes_is_on_the_roll_and_nothing_after()
    {
        var options = PostgresOfTests.NewSchema();
        await using var here = await PostgresTestStore.OpenAsync(options);
        await using var there = await PostgresTestStore.OpenAsync(options);
        await here.Log.CommitAsync(Given.OpenWave(1));
        var accepted = 0;
        var refused = 0;
        using var firstAccepted = new SemaphoreSlim(0);
        async Task JoinAsync(CommitStore store, int from)
        {
            for (var person = from; Volatile.Read(ref refused) == 0; person += 2)
            {
                var outcome =
                    await store.Log.CommitAsync(Given.Commit(person) with { RollEntry = Given.Entry(1, person) });
                if (outcome.Status == CommitStatus.Committed) Interlocked.Increment(ref accepted);
                else
                {
                    Assert.Equal(CommitStatus.WaveClosed, outcome.Status);
                    Interlocked.Increment(ref refused);
                }

                if (person == from) firstAccepted.Release();
            }
        }

        var joining = Task.WhenAll(JoinAsync(here, 0), JoinAsync(there, 1));
        await firstAccepted.WaitAsync(Cancelled);
        await firstAccepted.WaitAsync(Cancelled);
        Assert.Equal(CommitStatus.Committed, (await there.Log.CommitAsync(Given.OpenWave(1, 1, closed: true))).Status);
        var onRoll = await here.NumberAsync("SELECT count(*) FROM roll_entry");
        await joining;

        Assert.True(accepted >= 2);
        Assert.Equal(accepted, onRoll);
        Assert.Equal(accepted, await here.NumberAsync("SELECT count(*) FROM roll_entry"));
    }

    [Fact]
    public async Task A_reader_waits_for_a_transaction_that_still_runs_and_skips_nothing()
    {
        await using var store = await PostgresTestStore.NewAsync();
        var partition = Partitions.Of(Given.Person(1).Key, Partitions.Events);
        await using var open = await store.Database.Source.OpenConnectionAsync(Cancelled);
        await using var running = await open.BeginTransactionAsync(Cancelled);
        await using (var take = new NpgsqlCommand("SELECT pg_current_xact_id()", open))
            await take.ExecuteScalarAsync(Cancelled);

        await store.Log.CommitAsync(Given.Commit(1));
        Assert.Empty(await store.Events.ReadEventsAsync(partition, 0, 10));
        Assert.NotEqual(0, await store.Events.GetLastNumberAsync(partition)); // there is more to come
        // Its history and its state are there all the same.
        Assert.Single(await store.Events.ReadEventsOfGrainAsync(Given.Person(1), 0, 10));

        await running.RollbackAsync(Cancelled);
        await store.SettleAsync();
        Assert.Single(await store.Events.ReadEventsAsync(partition, 0, 10));
    }

    [Fact]
    public async Task Readers_that_follow_many_writers_see_each_event_once_and_in_order()
    {
        const int writers = 4;
        const int commitsEach = 250;
        var options = PostgresOfTests.NewSchema();
        var stores = new List<PostgresTestStore>();
        for (var i = 0; i < writers; i++) stores.Add(await PostgresTestStore.OpenAsync(options));
        var written = Task.WhenAll(stores.Select((store, writer) => Task.Run(
            async () =>
            {
                for (var i = 0; i < commitsEach; i++)
                {
                    var outcome = await store.Log.CommitAsync(Given.Commit((i * writers) + writer, events: 2));
                    Assert.Equal(CommitStatus.Committed, outcome.Status);
                }
            },
            Cancelled)));

        var seen = new HashSet<long>();
        var after = new long[Partitions.Events];
        async Task<bool> FindsMoreAsync()
        {
            var before = seen.Count;
            for (var partition = 0; partition < Partitions.Events; partition++)
            {
                foreach (var logged in await stores[0].Events.ReadEventsAsync(partition, after[partition], 64))
                {
                    Assert.True(logged.Number > after[partition]);
                    Assert.True(seen.Add(logged.Number));
                    after[partition] = logged.Number;
                }
            }

            return seen.Count > before;
        }

        while (!written.IsCompleted) await FindsMoreAsync();
        await written;
        await stores[0].SettleAsync();
        // What was skipped stays so: the looks end when they find nothing new, not when all is found.
        while (await FindsMoreAsync())
        {
        }

        Assert.Equal(2 * writers * commitsEach, seen.Count);
        Assert.Equal(seen.Count, await stores[0].NumberAsync("SELECT count(*) FROM event_log"));
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_that_cannot_be_written_at_all_fails_no_neighbour()
    {
        await using var store = await PostgresTestStore.NewAsync();
        var poison = Given.Commit(5) with { Grain = new GrainKey("participant", "p-\0") };

        var outcomes = await store.WriteTogetherAsync(
            [.. Many(5, person => Given.Commit(person)), poison, .. Many(5, person => Given.Commit(person + 10))]);

        Assert.Equal(CommitStatus.Unavailable, outcomes[5].Status);
        Assert.Equal(10, outcomes.Count(o => o.Status == CommitStatus.Committed));
        Assert.Equal(10, await store.NumberAsync("SELECT count(*) FROM grain_state"));
    }

    [Fact]
    public async Task A_server_that_crashes_loses_nothing_acknowledged_and_is_found_again()
    {
        await using var server = await PostgresServer.StartAsync();
        var options = PostgresOfTests.NewSchema();
        options.ConnectionString = server.ConnectionString("postgres");
        options.CommandTimeoutSeconds = 2;
        await using var store = await PostgresTestStore.OpenAsync(options);
        var acknowledged = new ConcurrentDictionary<int, long>();
        var unknown = new ConcurrentBag<int>();
        var next = 0;
        using var done = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var person = Interlocked.Increment(ref next);
                    var outcome = await store.Log.CommitAsync(
                        Given.Commit(person, events: 2) with { Claims = [Given.Email(person)] });
                    if (outcome.Status == CommitStatus.Committed) acknowledged[person] = outcome.LastEvent;
                    else unknown.Add(person);
                }
            },
            Cancelled)));

        try
        {
            await TestSilo.Until(() => Task.FromResult(!acknowledged.IsEmpty), "nothing was acknowledged");
            await server.CrashAsync();
            var begunBefore = Volatile.Read(ref next);
            await TestSilo.Until(() => Task.FromResult(!unknown.IsEmpty), "nobody noticed the crash");
            await server.StartAgainAsync();
            await TestSilo.Until(
                () => Task.FromResult(acknowledged.Keys.Any(person => person > begunBefore)),
                "the server was not found again");
        }
        finally
        {
            await done.CancelAsync();
            await writing;
        }

        store.Database.Source.Clear(); // this test's own look; readers find out by themselves
        var rows = await store.VersionsAsync("participant");
        Assert.All(acknowledged, pair => Assert.Equal((1, pair.Value), rows[Given.Person(pair.Key).Key]));
        // The others are there whole or not at all.
        Assert.Equal(2 * rows.Count, await store.NumberAsync("SELECT count(*) FROM event_log"));
        Assert.Equal(rows.Count, await store.NumberAsync("SELECT count(*) FROM claim"));
    }

    [Fact]
    public async Task Rows_restored_into_another_server_go_on_where_they_were()
    {
        var options = PostgresOfTests.NewSchema();
        options.ConnectionString = await PostgresOfTests.Server.NewDatabaseAsync();
        await using var other = await PostgresServer.StartAsync();
        long newest;
        await using (var store = await PostgresTestStore.OpenAsync(options))
        {
            // Ids of this server run ahead of those of a fresh one.
            for (var i = 0; i < 500; i++) await store.NumberAsync("SELECT pg_current_xact_id()::text::bigint");
            newest = (await store.Log.CommitAsync(Given.Commit(1))).LastEvent;
            await PostgresServer.CopyAsync(options.ConnectionString, other.ConnectionString("postgres"));
        }

        options.ConnectionString = other.ConnectionString("postgres");
        await using var restored = await PostgresTestStore.OpenAsync(options);
        var outcome = await restored.Log.CommitAsync(Given.Commit(1, 1));

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.True(outcome.LastEvent > newest);
        await restored.SettleAsync();
        var partition = Partitions.Of(Given.Person(1).Key, Partitions.Events);
        Assert.Equal(
            [newest, outcome.LastEvent],
            (await restored.Events.ReadEventsAsync(partition, 0, 10)).Select(logged => logged.Number));
    }

    private static IEnumerable<Commit> Many(int count, Func<int, Commit> commit) =>
        Enumerable.Range(0, count).Select(commit);
}
