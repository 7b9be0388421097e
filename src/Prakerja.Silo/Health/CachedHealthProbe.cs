using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Health;

/// <summary>
/// A look at the store that all who ask meanwhile share, and whose answer is good for a period: it looks no oftener than
/// that, however often it is asked, which nothing bounds. Thread-safe.
/// </summary>
/// <param name="what">What the store is to do: "The store did not … within 2 s."</param>
/// <param name="look">Why it cannot, null when it can.</param>
internal sealed class CachedHealthProbe(string what, Func<Task<string?>> look, TimeSpan period, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock access = new();
    private Task<string?>? last;
    private long lastAt;

    public async ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LastAsync().WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return $"The store did not {what} within {Patience.TotalSeconds} s.";
        }
    }

    private Task<string?> LastAsync()
    {
        lock (access)
        {
            if (last is not null && (!last.IsCompleted || time.GetElapsedTime(lastAt) < period)) return last;
            lastAt = time.GetTimestamp();
            return last = LookAsync();
        }
    }

    private async Task<string?> LookAsync()
    {
        try
        {
            return await look();
        }
        catch (StoreUnavailableException away)
        {
            return away.Message;
        }
    }
}
