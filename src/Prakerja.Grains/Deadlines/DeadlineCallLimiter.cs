using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// Limits how many deadline calls one silo makes at the same time. The limit covers all partitions of the silo, so that
/// millions of deadlines at one midnight leave capacity for the requests of people.
/// </summary>
/// <remarks>
/// It watches the host's stop signal itself. A grain's timer learns of the stop only after its callback has ended, and
/// with a full page and slow grains that is later than a silo may take to stop.
/// </remarks>
public sealed class DeadlineCallLimiter(IOptions<DeadlineOptions> options, IHostApplicationLifetime host) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.Value.CallsAtOnce);

    /// <summary>True when the silo stops. No grain is called any more.</summary>
    public bool IsStopping => host.ApplicationStopping.IsCancellationRequested;

    /// <summary>Waits for a free slot and calls the grain. Returns false when the silo stops first.</summary>
    public async Task<bool> Call(IDeadlineTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            await slots.WaitAsync(host.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        try
        {
            await target.OnDeadline();
            return true;
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose() => slots.Dispose();
}
