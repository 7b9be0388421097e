using Orleans.Runtime.Providers;
using Prakerja.Grains.Timing;

namespace Prakerja.Silo.Streams;

/// <summary>How long the pulling agent waits before it repeats a delivery or a read that failed.</summary>
internal sealed class RetryDelays(EventStreamOptions options)
    : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    private readonly ExponentialBackoff backoff = new(options.FirstRetryDelay, options.LongestRetryDelay);

    /// <param name="attempt">Attempts so far, counted from 0: 0 after the first failure.</param>
    public TimeSpan Next(int attempt) => backoff.DelayAfter(attempt + 1);
}
