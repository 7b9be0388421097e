using Prakerja.Grains.Timing;

namespace Prakerja.Grains.Tests.Timing;

public sealed class ExponentialBackoffTests
{
    private static readonly ExponentialBackoff Backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(4, 16)]
    public void Each_failure_doubles_the_delay(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.DelayAfter(failures));

    [Theory]
    [InlineData(5)]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(int.MaxValue)]
    public void No_delay_is_longer_than_the_longest(int failures) =>
        Assert.Equal(TimeSpan.FromSeconds(30), Backoff.DelayAfter(failures));

    [Fact]
    public void The_longest_delay_limits_the_first_one_too() => Assert.Equal(
        TimeSpan.FromSeconds(1),
        new ExponentialBackoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)).DelayAfter(1));

    [Fact]
    public void Without_a_failure_the_delay_is_the_first_one() =>
        Assert.Equal(TimeSpan.FromSeconds(2), Backoff.DelayAfter(0));

    [Fact]
    public void A_delay_of_one_tick_reaches_the_longest_delay_as_well() => Assert.Equal(
        TimeSpan.FromDays(1),
        new ExponentialBackoff(TimeSpan.FromTicks(1), TimeSpan.FromDays(1)).DelayAfter(100));
}
