namespace Prakerja.Silo.Tests.CommitLog;

public sealed class PostgresDrawTests : DrawFilesContract
{
    private protected override async Task<CommitStore> NewStoreAsync() => await PostgresTestStore.NewAsync();
}
