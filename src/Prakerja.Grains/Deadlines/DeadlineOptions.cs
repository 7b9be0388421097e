using System.ComponentModel.DataAnnotations;

namespace Prakerja.Grains.Deadlines;

/// <summary>Settings for the processing of deadlines (configuration section <c>Prakerja:Deadlines</c>).</summary>
public sealed class DeadlineOptions
{
    public const string Section = "Prakerja:Deadlines";

    /// <summary>The number of grains that one silo calls at the same time, over all partitions but that of waves.</summary>
    [Range(1, 10_000)]
    public int CallsAtOnce { get; set; } = 128;

    /// <summary>The number of due rows that one partition reads in one page.</summary>
    [Range(1, 10_000)]
    public int PageRows { get; set; } = 256;

    /// <summary>How often a partition reads the due table while nothing is due. From 10 ms to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan LookPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The delay before a failed grain is called again. It doubles each time. From 10 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest delay between two calls of a failing grain. From 10 ms to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The number of failing grains that one partition postpones while it goes on with the others. At this number it
    /// calls no other grain, because the cause is probably common to all, and waits for the first retry.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxSetAside { get; set; } = 10_000;
}
