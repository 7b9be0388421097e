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

    private readonly CachedQuery<string?> result = new(() => RunAsync(probe), period, time);

    /// <summary>Why the store cannot do it; null when it can.</summary>
    public async ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await result.GetAsync().WaitAsync(Timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return $"The store did not {action} within {Timeout.TotalSeconds} s.";
        }
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
