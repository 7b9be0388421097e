using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.CommitLog.Postgres;

namespace Prakerja.Silo.Tests.CommitLog;

public sealed class PostgresAwardTests : AwardQueueContract
{
    private const int People = 40;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 0, 1)]
    public async Task A_winner_whose_slot_a_commit_takes_meanwhile_gets_another_one_or_is_refused(
        int slotsTaken, int due, int notTaken)
    {
        await using var store = await NewWaveAsync();
        await using var other = await store.Database.Source.OpenConnectionAsync(Stop);
        await using var commit = await other.BeginTransactionAsync(Stop);
        for (var slot = 1; slot <= slotsTaken; slot++) await ClaimAsync(other, household: 1, slot);

        var adding = store.Awards.AddAsync(1, [WinnerOf(1)], 2);
        await BlockedBackendAsync(store, other);
        await commit.CommitAsync(Stop);
        await adding;

        Assert.Equal(
            Enumerable.Repeat(2, due),
            (await store.Awards.ReadDueAsync(1, null, Given.Closes, 10)).Select(award => (int)award.Slot));
        Assert.Equal(notTaken, (await store.Awards.ReadNotTakenAsync(1)).Count);
        Assert.Equal(2, await store.NumberAsync("SELECT count(*) FROM claim"));
    }

    [Fact]
    public async Task An_addition_that_ends_between_its_transactions_is_completed_by_a_repeat()
    {
        await using var store = await NewWaveAsync();
        var winners = Enumerable.Range(1, People).Select(WinnerOf).ToArray();
        var upper = Enumerable.Range(1, People).First(person => Given.Hash(person).High >> 63 == 1);
        var lowerCount = Enumerable.Range(1, People).Count(person => Given.Hash(person).High >> 63 == 0);
        await using (var other = await store.Database.Source.OpenConnectionAsync(Stop))
        {
            // The upper half of the households waits for this transaction; the lower half is stored.
            await using var commit = await other.BeginTransactionAsync(Stop);
            await ClaimAsync(other, upper, slot: 1);
            var adding = store.Awards.AddAsync(1, winners, 2);
            var backend = await BlockedBackendAsync(store, other);
            while (await store.NumberAsync("SELECT count(*) FROM award") < lowerCount) await Task.Delay(5, Stop);
            await store.NumberAsync($"SELECT pg_terminate_backend({backend})::int");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => adding);
            Assert.Equal(lowerCount, await store.NumberAsync("SELECT count(*) FROM award"));
            await commit.RollbackAsync(Stop);
        }

        await store.Awards.AddAsync(1, winners, 2);

        Assert.Equal(People, (await store.Awards.CountAsync(1)).Pending);
        Assert.Equal(People, await store.NumberAsync("SELECT count(*) FROM claim WHERE slot = 1"));
    }

    private protected override async Task<CommitStore> NewStoreAsync() => await PostgresTestStore.NewAsync();

    private static async Task<PostgresTestStore> NewWaveAsync()
    {
        var store = await PostgresTestStore.NewAsync();
        await store.WriteTogetherAsync(
        [
            Given.OpenWave(1),
            .. Enumerable.Range(1, People).Select(person =>
                Given.Commit(person) with { RollEntry = Given.Entry(1, person, household: person) }),
        ]);
        return store;
    }

    private static Winner WinnerOf(int person) => new(Given.Hash(person), Given.Hash(10_000 + person));

    private static async Task ClaimAsync(NpgsqlConnection connection, int household, int slot)
    {
        await using var insert = new NpgsqlCommand(
            "INSERT INTO claim (value, kind, slot, holder_type, holder_key) VALUES ($1, $2, $3, 'participant', 'p-x')",
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = StoredHash.Of(Given.Hash(household)) });
        insert.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)ClaimKind.HouseholdSlot });
        insert.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)slot });
        await insert.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until a backend waits for another one, and returns its number.</summary>
    private static async Task<long> BlockedBackendAsync(PostgresTestStore store, NpgsqlConnection other)
    {
        for (var tries = 0; tries < 2_000; tries++)
        {
            var pid = await store.NumberAsync(
                "SELECT coalesce(max(pid), 0) FROM pg_stat_activity "
                + $"WHERE {other.ProcessID} = ANY (pg_blocking_pids(pid))");
            if (pid > 0) return pid;
            await Task.Delay(5, Stop);
        }

        throw new TimeoutException("No backend waits.");
    }
}
