using Orleans.Runtime.Providers;

namespace Prakerja.Silo.Streams;

/// <summary>How long the pulling agent waits before it repeats a delivery or a read: doubling, up to a longest.</summary>
internal sealed class RetryDelays(EventStreamOptions options) : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    /// <param name="attempt">Tries so far, less one.</param>
    public TimeSpan Next(int attempt)
    {
        var ticks = options.FirstRetryDelay.Ticks * Math.Pow(2, Math.Clamp(attempt, 0, 40));
        return TimeSpan.FromTicks((long)Math.Min(ticks, options.LongestRetryDelay.Ticks));
    }
}
