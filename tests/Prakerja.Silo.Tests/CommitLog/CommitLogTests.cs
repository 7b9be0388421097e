using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;

namespace Prakerja.Silo.Tests.CommitLog;

public sealed class CommitLogTests
{
    [Fact]
    public async Task What_waits_at_the_same_moment_is_one_group_up_to_the_limit()
    {
        var engine = new GatedEngine();
        await using var log = CommitStore.LogOver(engine, new CommitLogOptions { MaxBatch = 16 });
        var first = log.CommitAsync(Given.Commit(0)).AsTask();
        await engine.Entered();
        var rest = Enumerable.Range(1, 20).Select(i => log.CommitAsync(Given.Commit(i)).AsTask()).ToArray();

        engine.Release(10);
        await Task.WhenAll([first, .. rest]);

        Assert.Equal([1, 16, 4], engine.Groups);
    }

    [Fact]
    public async Task A_full_queue_answers_busy_at_once_and_recovers()
    {
        var engine = new GatedEngine();
        await using var log = CommitStore.LogOver(engine, new CommitLogOptions { QueueCapacity = 16, MaxBatch = 16 });
        var first = log.CommitAsync(Given.Commit(0)).AsTask();
        await engine.Entered();
        var waiting = Enumerable.Range(1, 16).Select(i => log.CommitAsync(Given.Commit(i)).AsTask()).ToArray();

        var refused = log.CommitAsync(Given.Commit(99));
        Assert.True(refused.IsCompleted);
        Assert.Equal(CommitStatus.Busy, (await refused).Status);

        engine.Release(10);
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(CommitStatus.Committed, (await log.CommitAsync(Given.Commit(100))).Status);
    }

    [Fact]
    public async Task A_failed_batch_is_unavailable_and_the_next_batch_is_tried()
    {
        var engine = new GatedEngine { FailuresLeft = 2 };
        engine.Release(10);
        await using var log = CommitStore.LogOver(engine, new CommitLogOptions { FirstRetryMilliseconds = 1 });

        Assert.Equal(CommitStatus.Unavailable, (await log.CommitAsync(Given.Commit(1))).Status);
        Assert.Equal(CommitStatus.Unavailable, (await log.CommitAsync(Given.Commit(1))).Status);
        Assert.Equal(CommitStatus.Committed, (await log.CommitAsync(Given.Commit(1))).Status);
    }

    [Fact]
    public async Task A_failed_read_throws_to_each_caller_its_own_exception()
    {
        var engine = new GatedEngine { FailuresLeft = 100 };
        await using var log = CommitStore.LogOver(engine, new CommitLogOptions { FirstRetryMilliseconds = 1 });
        var reads = Enumerable.Range(0, 3).Select(i => log.ReadAsync(Given.Person(i)).AsTask()).ToArray();

        var failures = new List<Exception>();
        foreach (var read in reads)
            failures.Add(await Assert.ThrowsAsync<StoreUnavailableException>(() => read));
        Assert.Equal(3, failures.Distinct().Count());
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_refuses_what_comes_later()
    {
        var engine = new GatedEngine();
        var log = CommitStore.LogOver(engine);
        var waiting = Enumerable.Range(0, 50).Select(i => log.CommitAsync(Given.Commit(i)).AsTask()).ToArray();

        var stopping = log.DisposeAsync().AsTask();
        engine.Release(100);
        await stopping;

        var outcomes = await Task.WhenAll(waiting); // answered already, but a task learns of it on another thread
        Assert.All(outcomes, outcome => Assert.Equal(CommitStatus.Committed, outcome.Status));
        Assert.Equal(CommitStatus.Busy, (await log.CommitAsync(Given.Commit(1))).Status);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await log.ReadAsync(Given.Person(1)));
    }

    [Fact]
    public async Task Stopping_ends_even_when_the_store_never_comes_back()
    {
        var engine = new GatedEngine { FailuresLeft = int.MaxValue };
        engine.Release(100);
        var log = CommitStore.LogOver(engine, new CommitLogOptions { FirstRetryMilliseconds = 10_000 });
        var lost = log.CommitAsync(Given.Commit(1)).AsTask();
        Assert.Equal(CommitStatus.Unavailable, (await lost).Status);
        var later = log.CommitAsync(Given.Commit(2)).AsTask();

        await log.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal(CommitStatus.Unavailable, (await later).Status);
    }

    [Fact]
    public async Task A_result_is_taken_once()
    {
        var engine = new GatedEngine();
        engine.Release(10);
        await using var log = CommitStore.LogOver(engine);
        var outcome = log.CommitAsync(Given.Commit(1));
        await outcome;
#pragma warning disable CA2012 // Misuse on purpose: it must be told, not answer with another caller's result.
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await outcome);
#pragma warning restore CA2012
    }

    /// <summary>Commits everything, but each group only after a release; fails a number of times first.</summary>
    private sealed class GatedEngine : ICommitEngine
    {
        private readonly SemaphoreSlim gate = new(0);
        private readonly SemaphoreSlim entered = new(0);

        public List<int> Groups { get; } = [];

        public int FailuresLeft { get; set; }

        public Task Entered() => entered.WaitAsync(TestContext.Current.CancellationToken);

        public void Release(int groups) => gate.Release(groups);

        public int WritesAtOnce => 1;

        public int ReadsAtOnce => 1;

        public async ValueTask WriteAsync(ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes)
        {
            entered.Release();
            await gate.WaitAsync();
            if (FailuresLeft-- > 0) throw new StoreUnavailableException("The test's store is away.");
            Groups.Add(commits.Length);
            for (var i = 0; i < commits.Length; i++)
                outcomes.Span[i] = CommitOutcome.Committed(1, 0);
        }

        public ValueTask ReadAsync(ReadOnlyMemory<GrainKey> grains, Memory<StoredState?> states) =>
            throw new StoreUnavailableException("The test's store is away.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
