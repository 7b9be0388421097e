using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rules D1 and E4: a roll is sealed after the lapses that free slots of its households.</summary>
public sealed class LapseBacklogTests
{
    private readonly FakeTimeProvider time = new();
    private readonly StubDeadlines deadlines = new();
    private readonly LapseBacklog backlog;

    public LapseBacklogTests() => backlog = new LapseBacklog(time);

    [Fact]
    public async Task Without_due_lapses_there_is_nothing_to_wait_for()
    {
        deadlines.Due = 0;

        Assert.False(await IsShrinking());
    }

    [Fact]
    public async Task A_backlog_is_waited_for_as_long_as_it_shrinks()
    {
        for (deadlines.Due = 3_000_000; deadlines.Due > 0; deadlines.Due -= 100_000)
        {
            Assert.True(await IsShrinking());
            time.Advance(LapseBacklog.StalledAfter - TimeSpan.FromMilliseconds(1));
            Assert.True(await IsShrinking());
        }
    }

    [Fact]
    public async Task Rows_that_fail_are_left_out_when_the_backlog_has_stopped_shrinking()
    {
        deadlines.Due = 7;
        Assert.True(await IsShrinking());

        time.Advance(LapseBacklog.StalledAfter - TimeSpan.FromMilliseconds(1));
        Assert.True(await IsShrinking());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await IsShrinking());

        deadlines.Due = 6;
        Assert.True(await IsShrinking());
    }

    private async Task<bool> IsShrinking() => await backlog.IsShrinkingAsync(deadlines, DateTimeOffset.UnixEpoch);

    private sealed class StubDeadlines : IDeadlineReader
    {
        public long Due { get; set; }

        public ValueTask<long> CountDueAsync(string grainType, DateTimeOffset before)
        {
            Assert.Equal("participant", grainType);
            return ValueTask.FromResult(Due);
        }

        public ValueTask<IReadOnlyList<DueDeadline>> ReadDueAsync(int partition, DateTimeOffset now, int limit) =>
            throw new NotSupportedException();

        public ValueTask<DeadlineFigures> CountDeadlinesAsync(DateTimeOffset now) => throw new NotSupportedException();
    }
}
