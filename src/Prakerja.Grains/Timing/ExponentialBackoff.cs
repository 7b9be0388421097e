namespace Prakerja.Grains.Timing;

/// <summary>
/// Delays between attempts that fail one after another: each is twice as long as the one before, up to a longest delay.
/// </summary>
/// <param name="FirstDelay">The delay after the first failure. Positive.</param>
/// <param name="LongestDelay">No delay is longer than this.</param>
public readonly record struct ExponentialBackoff(TimeSpan FirstDelay, TimeSpan LongestDelay)
{
    // One tick doubled this many times is longer than any TimeSpan that is used here, and still a finite number.
    private const int MaxDoublings = 62;

    /// <summary>The delay before the next attempt.</summary>
    /// <param name="failures">Failures in a row, counted from 1.</param>
    public TimeSpan DelayAfter(int failures)
    {
        var ticks = FirstDelay.Ticks * Math.Pow(2, Math.Clamp(failures - 1, 0, MaxDoublings));
        return TimeSpan.FromTicks((long)Math.Min(ticks, LongestDelay.Ticks));
    }
}
