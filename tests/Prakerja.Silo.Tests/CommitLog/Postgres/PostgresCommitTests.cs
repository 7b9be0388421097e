namespace Prakerja.Silo.Tests.CommitLog;

public sealed class PostgresCommitTests : CommitContract
{
    private protected override async Task<CommitStore> NewStoreAsync() => await PostgresTestStore.NewAsync();
}

public sealed class PostgresCommitModelTests : CommitModelContract
{
    private protected override async Task<CommitStore> NewStoreAsync() => await PostgresTestStore.NewAsync();
}

public sealed class PostgresStockStorageTests : StockStorageContract
{
    private protected override async Task<CommitStore> NewStoreAsync() => await PostgresTestStore.NewAsync();
}
