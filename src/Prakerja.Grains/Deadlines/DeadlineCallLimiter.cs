using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// The calls for deadlines that one silo has under way. The bound is over all its partitions, so that a midnight with
/// millions of deadlines leaves room for people.
/// </summary>
/// <remarks>
/// It knows that the silo stops: a grain's own timer is told only when its callback has ended, which with a full page
/// and slow grains is later than a silo may take.
/// </remarks>
public sealed class DeadlineCallLimiter(IOptions<DeadlineOptions> options, IHostApplicationLifetime host) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.CallsAtOnce);

    /// <summary>True when nothing more is called.</summary>
    public bool AreStopping => host.ApplicationStopping.IsCancellationRequested;

    /// <summary>Calls a grain when there is a place for it. False when the silo stops first.</summary>
    public async Task<bool> Call(IDeadlineTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            await places.WaitAsync(host.ApplicationStopping);
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
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}
