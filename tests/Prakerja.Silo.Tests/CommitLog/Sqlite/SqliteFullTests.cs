using Microsoft.Data.Sqlite;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Tests.CommitLog;

public sealed class SqliteFullTests
{
    [Fact]
    public async Task A_full_database_refuses_commits_and_accepts_them_after_space_is_freed()
    {
        await using var store = SqliteTestStore.New(maxDatabaseMiB: 1);
        var acknowledged = new List<int>();
        var person = 0;
        CommitOutcome outcome;
        while ((outcome = await store.Log.CommitAsync(LargeCommit(++person))).Status == CommitStatus.Committed)
            acknowledged.Add(person);

        Assert.Equal(CommitStatus.Unavailable, outcome.Status);
        Assert.NotEmpty(acknowledged);
        Assert.Equal(CommitStatus.Unavailable, (await store.Log.CommitAsync(LargeCommit(person))).Status);
        Assert.Equal(acknowledged.Count, await store.NumberAsync("SELECT count(*) FROM grain_state"));
        Assert.Equal(acknowledged.Count, await store.NumberAsync("SELECT max(number) FROM event_log"));
        Assert.Equal(1, (await store.Log.ReadAsync(Given.Person(acknowledged[^1])))!.Version);
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.WriteTogetherAsync(LargeCommit(person)));
        Assert.Contains("is full", failure.Message, StringComparison.Ordinal);

        FreeSpace(store, acknowledged[0]);

        Assert.Equal(
            CommitOutcome.Committed(1, acknowledged.Count + 1), await store.Log.CommitAsync(LargeCommit(person)));
        Assert.Equal(
            [CommitStatus.VersionConflict],
            (await store.WriteTogetherAsync(LargeCommit(person))).Select(each => each.Status));
    }

    private static Commit LargeCommit(int person) => Given.Commit(person) with { State = new byte[40_000] };

    private static void FreeSpace(SqliteTestStore store, int person)
    {
        using var connection = new SqliteConnection(store.Database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE grain_state SET payload = NULL WHERE key = $key";
        command.Parameters.AddWithValue("$key", Given.Person(person).Key);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
