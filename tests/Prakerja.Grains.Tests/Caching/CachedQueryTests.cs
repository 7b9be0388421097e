using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Caching;

namespace Prakerja.Grains.Tests.Caching;

public sealed class CachedQueryTests
{
    private readonly FakeTimeProvider time = new();
    private int runs;

    [Fact]
    public async Task An_answer_is_shared_until_its_lifetime_ends()
    {
        var query = Query(() => Task.FromResult(++runs));

        Assert.Equal(1, await query.GetAsync());
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, await query.GetAsync());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await query.GetAsync());
    }

    [Fact]
    public async Task Callers_that_come_while_it_runs_share_its_answer()
    {
        var answer = new TaskCompletionSource<int>();
        var query = Query(() =>
        {
            runs++;
            return answer.Task;
        });

        var first = query.GetAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        var second = query.GetAsync();
        answer.SetResult(7);

        Assert.Equal((7, 7, 1), (await first, await second, runs));
    }

    [Fact]
    public async Task A_slow_query_that_may_overlap_is_shared_only_within_the_lifetime()
    {
        var answers = new Queue<TaskCompletionSource<int>>([new(), new()]);
        var (slow, second) = (answers.First(), answers.Last());
        var query = new CachedQuery<int>(
            () => answers.Dequeue().Task, TimeSpan.FromSeconds(1), time, overlaps: true);

        var early = query.GetAsync();
        time.Advance(TimeSpan.FromMilliseconds(999));
        var within = query.GetAsync();
        time.Advance(TimeSpan.FromMilliseconds(1));
        var late = query.GetAsync();
        second.SetResult(2);

        Assert.Equal(2, await late);
        Assert.False(early.IsCompleted || within.IsCompleted);
        slow.SetResult(1);
        Assert.Equal((1, 1, 2), (await early, await within, await query.GetAsync()));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var query = Query(() => ++runs == 1
            ? Task.FromException<int>(new InvalidOperationException("no"))
            : Task.FromResult(runs));

        await Assert.ThrowsAsync<InvalidOperationException>(query.GetAsync);
        Assert.Equal(2, await query.GetAsync());
    }

    [Fact]
    public async Task Of_many_callers_at_once_one_runs_the_query()
    {
        var query = Query(async () =>
        {
            Interlocked.Increment(ref runs);
            await Task.Yield();
            return runs;
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(query.GetAsync)));

        Assert.All(answers, answer => Assert.Equal(1, answer));
    }

    private CachedQuery<int> Query(Func<Task<int>> query) => new(query, TimeSpan.FromSeconds(1), time);
}
