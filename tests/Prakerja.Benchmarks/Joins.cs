using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Commits;

namespace Prakerja.Benchmarks;

/// <summary>New participants joining a wave through the commit log: state of 400 to 700 bytes, event, roll entry.</summary>
internal sealed class Joins : IAsyncDisposable
{
    private const int RollPartitions = 64;

    private static readonly byte[] State = RandomNumberGenerator.GetBytes(700);
    private static readonly byte[] Event = RandomNumberGenerator.GetBytes(120);

    private readonly SqliteDatabase database;
    private readonly SqliteCommitEngine engine;
    private readonly CommitLog log;
    private readonly ServiceProvider metrics;
    private long count;

    private Joins(SqliteDatabase database)
    {
        this.database = database;
        engine = new SqliteCommitEngine(database);
        metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
        log = new CommitLog(
            engine,
            Options.Create(new CommitLogOptions()),
            new CommitLogMetrics(metrics.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<CommitLog>.Instance);
    }

    public long Count => Interlocked.Read(ref count);

    public string ConnectionString => database.ConnectionString;

    public static async Task<Joins> OpenAsync(string directory)
    {
        var joins = new Joins(SqliteDatabase.Open(
            new SqliteOptions { DataDirectory = directory }, default, expectExisting: false, TimeProvider.System));
        await joins.log.CommitAsync(new Commit
        {
            Grain = new GrainKey("wave", "w-1"),
            ExpectedVersion = null,
            State = "{}"u8.ToArray(),
            Gate = new WaveGate(1, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Closed: false),
        });
        return joins;
    }

    public async ValueTask JoinAsync()
    {
        var hash = KeyedHash.FromBytes(RandomNumberGenerator.GetBytes(KeyedHash.LengthBytes));
        var now = TimeProvider.System.GetUtcNow();
        var outcome = await log.CommitAsync(new Commit
        {
            Grain = new GrainKey("participant", $"p-{hash}"),
            ExpectedVersion = null,
            State = State.AsMemory(0, 400 + (int)(hash.High % 301)),
            Events = [new NewEvent("participant.joined", now, Event)],
            RollEntry = new RollEntry(
                1, (int)(hash.Low % RollPartitions), hash, hash, new ProvinceCode(31), 1, SetAside: null, now),
        });
        if (outcome.Status != CommitStatus.Committed) throw new InvalidOperationException($"{outcome.Status}");
        Interlocked.Increment(ref count);
    }

    public Task FillAsync(int participants) => Parallel.ForEachAsync(
        Enumerable.Range(0, participants),
        new ParallelOptions { MaxDegreeOfParallelism = 2048 },
        async (_, _) => await JoinAsync());

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await engine.DisposeAsync();
        database.Dispose();
        await metrics.DisposeAsync();
    }
}
