using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Health;
using Prakerja.Silo.Tests.CommitLog;

namespace Prakerja.Silo.Tests.Health;

public sealed class WriteProbeTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_takes_writes_is_asked_once_a_period_however_many_ask()
    {
        await using var store = SqliteTestStore.New();
        var probe = new WriteProbe(store.Log, time);

        for (var asked = 0; asked < 20; asked++) Assert.Null(await probe.GetFailureAsync(Cancellation));
        Assert.Equal(2, await store.NumberAsync("SELECT version FROM grain_state"));

        time.Advance(WriteProbe.Period);
        Assert.Null(await probe.GetFailureAsync(Cancellation));
        Assert.Equal(4, await store.NumberAsync("SELECT version FROM grain_state"));
    }

    [Fact]
    public async Task A_full_store_is_found_although_the_probe_wrote_there_before_and_so_is_space_that_came_back()
    {
        await using var store = SqliteTestStore.New(maxDatabaseMiB: 1);
        var probe = new WriteProbe(store.Log, time);
        Assert.Null(await probe.GetFailureAsync(Cancellation));
        var people = 0;
        while ((await store.Log.CommitAsync(Big(++people))).Status == CommitStatus.Committed)
        {
        }

        time.Advance(WriteProbe.Period);
        var why = await probe.GetFailureAsync(Cancellation);

        Assert.Contains("is full", why, StringComparison.Ordinal);

        MakeSpace(store);
        time.Advance(WriteProbe.Period);
        Assert.Null(await probe.GetFailureAsync(Cancellation));
    }

    private static Commit Big(int person) => Given.Commit(person) with { State = new byte[4_000] };

    private static void MakeSpace(SqliteTestStore store)
    {
        using var connection = new SqliteConnection(store.Database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM grain_state WHERE type <> 'write-probe'";
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task Two_nodes_that_probe_one_store_do_not_find_each_other_a_fault()
    {
        await using var store = SqliteTestStore.New();
        var probes = Enumerable.Range(0, 8).Select(_ => new WriteProbe(store.Log, time)).ToList();

        Assert.All(
            await Task.WhenAll(probes.Select(probe => probe.GetFailureAsync(Cancellation).AsTask())), Assert.Null);
    }
}
