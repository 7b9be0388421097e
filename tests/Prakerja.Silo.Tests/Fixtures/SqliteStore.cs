using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Sqlite;

namespace Prakerja.Silo.Tests.Fixtures;

/// <summary>
/// A commit log on a SQLite file in a directory of its own. It outlives the silos of a test, so that a test can look
/// and write while none is up; and it can be made to fail.
/// </summary>
internal sealed class SqliteStore : ICommitLog, IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("prakerja-").FullName;
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SqliteDatabase database;
    private readonly SqliteCommitEngine engine;
    private readonly BatchingCommitLog log;
    private readonly Lock gate = new();
    private Func<GrainKey, bool> fails = _ => false;
    private int failuresLeft;

    public SqliteStore()
    {
        var options = new SqliteOptions { DataDirectory = directory };
        database = SqliteDatabase.Open(options, default, expectExisting: false, TimeProvider.System);
        engine = new SqliteCommitEngine(database);
        var metrics = new CommitLogMetrics(services.GetRequiredService<IMeterFactory>());
        var settings = Options.Create(new CommitLogOptions { QueueCapacity = 100_000 });
        log = new BatchingCommitLog(
            engine, settings, metrics, TimeProvider.System, NullLogger<BatchingCommitLog>.Instance);
        Readers = new SqliteReaders(database, options);
    }

    public SqliteReaders Readers { get; }

    /// <summary>For the stock providers.</summary>
    public string ConnectionString => database.ConnectionString;

    /// <summary>The next commits of some grains come to nothing.</summary>
    public void FailCommits(Func<GrainKey, bool> of, int times)
    {
        lock (gate) (fails, failuresLeft) = (of, times);
    }

    public ValueTask<CommitOutcome> CommitAsync(Commit commit)
    {
        lock (gate)
        {
            if (failuresLeft > 0 && fails(commit.Grain))
            {
                failuresLeft--;
                return ValueTask.FromResult(CommitOutcome.Refused(CommitStatus.Unavailable));
            }
        }

        return log.CommitAsync(commit);
    }

    /// <summary>Moves the deadline of a grain to another partition of the due table.</summary>
    public Task MoveDeadlineAsync(string key, int partition) => engine.TransactAsync(session =>
    {
        session.Run(
            "UPDATE grain_state SET due_partition = ?2 WHERE key = ?1", row => row.Bind(1, key).Bind(2, partition));
        return true;
    });

    public ValueTask<StoredState?> ReadAsync(GrainKey grain) => log.ReadAsync(grain);

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await engine.DisposeAsync();
        Readers.Dispose();
        database.Dispose();
        await services.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
