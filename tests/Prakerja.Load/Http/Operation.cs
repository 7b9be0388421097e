using System.Diagnostics;
using System.Numerics;

namespace Prakerja.Load.Http;

/// <summary>
/// Counts and latencies of one kind of request. Buckets are about 3 % apart, so a percentile has an error of at most 3
/// %; all buckets take 8 KB and need no lock.
/// </summary>
internal sealed class Operation(string name)
{
    private const int StepsPerDoubling = 32;
    private const int StepBits = 5;
    private const int SlotsPerSecond = 10;

    private static readonly long SlotTicks = Stopwatch.Frequency / SlotsPerSecond;

    private readonly long[] buckets = new long[StepsPerDoubling * 32];
    private long answered;
    private long retried;
    private long lastSlot = -1;
    private long activeSlots;

    public string Name => name;

    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Attempts without an answer, or with an answer that asks for a retry.</summary>
    public long Retried => Interlocked.Read(ref retried);

    public void RecordAnswer(long startedAt, long endedAt)
    {
        Interlocked.Increment(ref answered);
        var microseconds = (ulong)Math.Max(1, Stopwatch.GetElapsedTime(startedAt, endedAt).TotalMicroseconds);
        Interlocked.Increment(ref buckets[BucketOf(microseconds)]);
        NoteActive(endedAt / SlotTicks);
    }

    public void RecordRetry() => Interlocked.Increment(ref retried);

    /// <summary>
    /// Answers per second. Only tenths of a second with at least one answer count, so pauses between phases do not
    /// lower the rate.
    /// </summary>
    public double PerSecond()
    {
        var slots = Interlocked.Read(ref activeSlots);
        return slots == 0 ? 0 : Answered * (double)SlotsPerSecond / slots;
    }

    /// <param name="share">0.5 for the median, 0.99 for p99.</param>
    public double Milliseconds(double share)
    {
        var rank = (long)Math.Ceiling(Answered * share);
        var seen = 0L;
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            seen += Interlocked.Read(ref buckets[bucket]);
            if (seen >= rank && seen > 0) return UpperMicroseconds(bucket) / 1_000.0;
        }

        return 0;
    }

    // Below 32 a bucket is one microsecond; above, each doubling has 32 buckets.
    private static int BucketOf(ulong microseconds)
    {
        if (microseconds < StepsPerDoubling) return (int)microseconds;
        var shift = BitOperations.Log2(microseconds) - StepBits;
        return (int)(((ulong)shift * StepsPerDoubling) + (microseconds >> shift));
    }

    private static double UpperMicroseconds(int bucket)
    {
        if (bucket < StepsPerDoubling * 2) return bucket;
        var shift = (bucket / StepsPerDoubling) - 1;
        return (double)((ulong)((bucket % StepsPerDoubling) + StepsPerDoubling + 1) << shift);
    }

    private void NoteActive(long slot)
    {
        var last = Interlocked.Read(ref lastSlot);
        if (slot > last && Interlocked.CompareExchange(ref lastSlot, slot, last) == last)
            Interlocked.Increment(ref activeSlots);
    }
}
