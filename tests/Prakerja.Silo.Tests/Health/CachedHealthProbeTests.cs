using Microsoft.Extensions.Time.Testing;
using Prakerja.Silo.Health;

namespace Prakerja.Silo.Tests.Health;

public sealed class CachedHealthProbeTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider time = new();
    private int runs;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_fails_in_an_unexpected_way_is_probed_once_a_period_too()
    {
        var probe = new CachedHealthProbe("answer", FailAsync, Period, time);

        for (var request = 0; request < 20; request++)
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await probe.GetFailureAsync(Cancelled));
        Assert.Equal(1, runs);

        time.Advance(Period);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await probe.GetFailureAsync(Cancelled));
        Assert.Equal(2, runs);
    }

    private async Task<string?> FailAsync()
    {
        runs++;
        await Task.Yield();
        throw new InvalidOperationException("The probe has a bug.");
    }
}
