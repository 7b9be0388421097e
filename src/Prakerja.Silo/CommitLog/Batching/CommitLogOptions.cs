using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>Settings of the commit log, section <c>Prakerja:CommitLog</c>.</summary>
public sealed class CommitLogOptions
{
    public const string Section = "Prakerja:CommitLog";

    /// <summary>Commits that may wait. A further one is answered "busy" at once. Count.</summary>
    [Range(16, 1_000_000)]
    public int QueueCapacity { get; set; } = 8_192;

    /// <summary>The most commits written as one batch. Count.</summary>
    [Range(1, 16_384)]
    public int MaxBatch { get; set; } = 1_024;

    /// <summary>State reads that may wait. A further one fails at once. Count.</summary>
    [Range(16, 1_000_000)]
    public int ReadQueueCapacity { get; set; } = 8_192;

    /// <summary>The most state reads executed as one batch. Count.</summary>
    [Range(1, 16_384)]
    public int MaxReadBatch { get; set; } = 256;

    /// <summary>Pause after the first failure of the store. Each further failure doubles it. Milliseconds.</summary>
    [Range(1, 10_000)]
    public int FirstRetryMilliseconds { get; set; } = 50;

    /// <summary>Longest pause between two attempts while the store fails. Milliseconds.</summary>
    [Range(1, 60_000)]
    public int LongestRetryMilliseconds { get; set; } = 1_000;
}
