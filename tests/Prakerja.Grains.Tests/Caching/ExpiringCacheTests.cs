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
    public void A_value_is_cached_until_its_lifetime_ends_even_when_it_is_read()
    {
        memory.Set(1, "one");

        time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.True(memory.TryGet(1, out var value));
        Assert.Equal("one", value);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(memory.TryGet(1, out _));
    }

    [Fact]
    public void A_forgotten_value_is_not_found_in_either_generation()
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
    public void A_full_cache_drops_unused_values_and_keeps_used_ones()
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
