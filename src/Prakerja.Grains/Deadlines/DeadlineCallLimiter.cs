using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// Limits how many deadline calls one silo makes at the same time. One limit covers all partitions of the silo but that
/// of waves, so that millions of deadlines at one midnight leave capacity for the requests of people. Waves have a
/// limit of their own and do not wait for the others.
/// </summary>
/// <remarks>
/// It watches the host's stop signal itself. A grain's timer learns of the stop only after its callback has ended, and
/// with a full page and slow grains that is later than a silo may take to stop.
/// </remarks>
public sealed class DeadlineCallLimiter(IOptions<DeadlineOptions> options, IHostApplicationLifetime host) : IDisposable
{
    private const int WaveCallsAtOnce = 16;

    private readonly SemaphoreSlim slots = new(options.Value.CallsAtOnce);
    private readonly SemaphoreSlim waveSlots = new(WaveCallsAtOnce);

    /// <summary>True when the silo stops. No grain is called any more.</summary>
    public bool IsStopping => host.ApplicationStopping.IsCancellationRequested;

    /// <summary>Waits for a free slot and calls the grain. Returns false when the silo stops first.</summary>
    /// <param name="partition">The partition of the due table in which the deadline was found.</param>
    public async Task<bool> Call(int partition, IDeadlineTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var free = partition == Partitions.WaveDeadlines ? waveSlots : slots;
        try
        {
            await free.WaitAsync(host.ApplicationStopping);
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
            free.Release();
        }
    }

    public void Dispose()
    {
        slots.Dispose();
        waveSlots.Dispose();
    }
}
