namespace Prakerja.Silo.Tests.CommitLog;

public sealed class SqliteCommitTests : CommitContract
{
    [Fact]
    public async Task Event_numbers_have_no_gap()
    {
        await using var store = SqliteTestStore.New();

        var first =
            await store.WriteTogetherAsync(Given.Commit(1, events: 2), Given.Commit(1, events: 5), Given.Commit(2));
        var second = await store.WriteTogetherAsync(Given.Commit(3));

        Assert.Equal([2, 0, 3, 4], first.Concat(second).Select(outcome => outcome.LastEvent));
    }

    private protected override Task<CommitStore> NewStoreAsync() => Task.FromResult<CommitStore>(SqliteTestStore.New());
}

public sealed class SqliteCommitModelTests : CommitModelContract
{
    private protected override Task<CommitStore> NewStoreAsync() => Task.FromResult<CommitStore>(SqliteTestStore.New());
}

public sealed class SqliteStockStorageTests : StockStorageContract
{
    private protected override Task<CommitStore> NewStoreAsync() => Task.FromResult<CommitStore>(SqliteTestStore.New());
}
