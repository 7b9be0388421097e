using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// Writes and reads batches on SQLite, with one thread and one connection for writes and another for reads.
/// </summary>
public sealed class SqliteCommitEngine : ICommitEngine
{
    // The commit log runs one write and one read at a time; the others are transactions of draws and awards.
    private const int WorkerCapacity = 64;

    private readonly SqliteWorker<SqliteWriteSession> writer;
    private readonly SqliteWorker<SqliteReadSession> reader;

    public SqliteCommitEngine(SqliteDatabase database)
    {
        writer = new SqliteWorker<SqliteWriteSession>(
            "Prakerja commit writer", database, () => new SqliteWriteSession(database.OpenWriter()), WorkerCapacity);
        reader = new SqliteWorker<SqliteReadSession>(
            "Prakerja state reader", database, () => new SqliteReadSession(database.OpenReader()), WorkerCapacity);
    }

    public int WritesAtOnce => 1;

    public int ReadsAtOnce => 1;

    public ValueTask WriteAsync(ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes) => new(
        writer.RunAsync(session =>
        {
            session.Write(commits.Span, outcomes.Span);
            return true;
        }));

    public ValueTask ReadAsync(ReadOnlyMemory<GrainKey> grains, Memory<StoredState?> states) => new(
        reader.RunAsync(session =>
        {
            session.ReadStates(grains.Span, states.Span);
            return true;
        }));

    /// <summary>
    /// Runs other work in a transaction of the one writer. Commits wait for it, so it must take some milliseconds at
    /// most. It is durable when the task completes.
    /// </summary>
    internal Task<T> TransactAsync<T>(Func<SqliteReadSession, T> work) =>
        writer.RunAsync(session => session.Transact(work));

    public ValueTask DisposeAsync()
    {
        writer.Dispose();
        reader.Dispose();
        return ValueTask.CompletedTask;
    }
}
