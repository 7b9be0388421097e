namespace Prakerja.Silo.Tests.CommitLog;

public sealed class SqliteDrawTests : DrawFilesContract
{
    private protected override Task<CommitStore> NewStoreAsync() => Task.FromResult<CommitStore>(SqliteTestStore.New());
}

public sealed class SqliteAwardTests : AwardQueueContract
{
    private protected override Task<CommitStore> NewStoreAsync() => Task.FromResult<CommitStore>(SqliteTestStore.New());
}
