using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>Settings of the commit log, section <c>Prakerja:CommitLog</c>.</summary>
public sealed class CommitLogOptions
{
    public const string Section = "Prakerja:CommitLog";

    /// <summary>Commits that may wait; one more is answered "busy" at once. Count.</summary>
    [Range(16, 1_000_000)]
    public int QueueCapacity { get; set; } = 8_192;

    /// <summary>Commits written in one transaction at most. Count.</summary>
    [Range(1, 16_384)]
    public int MaxBatch { get; set; } = 1_024;

    /// <summary>State reads that may wait; one more fails at once. Count.</summary>
    [Range(16, 1_000_000)]
    public int ReadQueueCapacity { get; set; } = 8_192;

    /// <summary>State reads answered together at most. Count.</summary>
    [Range(1, 16_384)]
    public int MaxReadBatch { get; set; } = 256;

    /// <summary>Pause after the store failed; doubles with each failure that follows. Milliseconds.</summary>
    [Range(1, 10_000)]
    public int FirstRetryMilliseconds { get; set; } = 50;

    /// <summary>Longest pause between two attempts while the store is away. Milliseconds.</summary>
    [Range(1, 60_000)]
    public int LongestRetryMilliseconds { get; set; } = 1_000;
}
