using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Caching;

namespace Prakerja.Grains.Tests.Caching;

public sealed class ExpiringCacheTests
{
    private const int Limit = 100;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider time = new();
    private readonly ExpiringCache<int, string> memory;

    public ExpiringCacheTests() => memory = new ExpiringCache<int, string>(time, Lifetime, Limit);

    [Fact]
    public void What_was_remembered_is_known_until_its_time_is_over_however_often_it_is_asked_for()
    {
        memory.Set(1, "one");

        time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.True(memory.TryGet(1, out var value));
        Assert.Equal("one", value);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(memory.TryGet(1, out _));
    }

    [Fact]
    public void What_was_forgotten_is_not_known_whether_it_is_new_or_old()
    {
        memory.Set(1, "one");
        memory.Remove(1);
        Assert.False(memory.TryGet(1, out _));

        memory.Set(2, "two");
        for (var key = 1_000; key < 1_000 + (Limit / 2); key++) memory.Set(key, "other");
        memory.Remove(2);
        Assert.False(memory.TryGet(2, out _));
    }

    [Fact]
    public void When_it_is_full_what_nobody_asks_for_goes_and_what_is_asked_for_stays()
    {
        memory.Set(-1, "wanted");
        memory.Set(-2, "not wanted");
        for (var key = 0; key < 10 * Limit; key++)
        {
            memory.Set(key, "new");
            Assert.True(memory.TryGet(-1, out _));
        }

        Assert.False(memory.TryGet(-2, out _));
        Assert.InRange(Enumerable.Range(0, 10 * Limit).Count(key => memory.TryGet(key, out _)), Limit / 4, Limit);
    }
}
