using Prakerja.Grains.Caching;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Health;

/// <summary>
/// A probe of the store whose result all callers share for a period, so that the store is probed no more often than
/// that, however often the health check is requested. Thread-safe.
/// </summary>
/// <param name="action">What the store has to do: "The store did not … within 2 s."</param>
/// <param name="probe">Returns why the store cannot do it, null when it can.</param>
internal sealed class CachedHealthProbe(string action, Func<Task<string?>> probe, TimeSpan period, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    // The result is the finished probe and not its value, because a CachedQuery does not keep failures. A store that
    // fails in an unexpected way must not be probed more often either.
    private readonly CachedQuery<Task<string?>> finished = new(() => FinishAsync(probe), period, time);

    /// <summary>Why the store cannot do it; null when it can.</summary>
    public async ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await await finished.GetAsync().WaitAsync(Timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return $"The store did not {action} within {Timeout.TotalSeconds} s.";
        }
    }

    private static async Task<Task<string?>> FinishAsync(Func<Task<string?>> probe)
    {
        var run = RunAsync(probe);
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return run;
    }

    private static async Task<string?> RunAsync(Func<Task<string?>> probe)
    {
        try
        {
            return await probe();
        }
        catch (StoreUnavailableException unavailable)
        {
            return unavailable.Message;
        }
    }
}
