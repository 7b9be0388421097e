using Prakerja.Grains.Commits;

namespace Prakerja.Silo.Commits;

/// <summary>
/// Writes and reads groups on SQLite: one thread with the writing connection, one with a reading connection.
/// </summary>
public sealed class SqliteCommitEngine : ICommitEngine
{
    // The commit log has one write and one read under way at a time.
    private const int LaneCapacity = 16;

    private readonly SqliteLane<SqliteWriteSession> writer;
    private readonly SqliteLane<SqliteReadSession> reader;

    public SqliteCommitEngine(SqliteDatabase database)
    {
        writer = new SqliteLane<SqliteWriteSession>(
            "Prakerja commit writer", database, () => new SqliteWriteSession(database.OpenWriter()), LaneCapacity);
        reader = new SqliteLane<SqliteReadSession>(
            "Prakerja state reader", database, () => new SqliteReadSession(database.OpenReader()), LaneCapacity);
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
            session.States(grains.Span, states.Span);
            return true;
        }));

    public ValueTask DisposeAsync()
    {
        writer.Dispose();
        reader.Dispose();
        return ValueTask.CompletedTask;
    }
}
