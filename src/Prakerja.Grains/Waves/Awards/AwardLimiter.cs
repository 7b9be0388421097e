namespace Prakerja.Grains.Waves;

/// <summary>
/// Limits how many awards one silo makes at the same time, over all waves: the requests of people need the store too.
/// </summary>
public sealed class AwardLimiter : IDisposable
{
    /// <summary>Half a batch of the commit log, so that commits of people always find room beside awards.</summary>
    public const int AtOnce = 512;

    private readonly SemaphoreSlim slots = new(AtOnce);

    public async Task<T> RunAsync<T>(Func<Task<T>> award)
    {
        await slots.WaitAsync();
        try
        {
            return await award();
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose() => slots.Dispose();
}
