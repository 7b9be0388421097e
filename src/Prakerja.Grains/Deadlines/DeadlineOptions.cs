using System.ComponentModel.DataAnnotations;

namespace Prakerja.Grains.Deadlines;

/// <summary>How fast deadlines are dealt with (configuration section <c>Prakerja:Deadlines</c>).</summary>
public sealed class DeadlineOptions
{
    public const string Section = "Prakerja:Deadlines";

    /// <summary>Grains called at the same time by one silo, over all its partitions.</summary>
    [Range(1, 10_000)]
    public int CallsAtOnce { get; set; } = 128;

    /// <summary>Due rows read at once by one partition.</summary>
    [Range(1, 10_000)]
    public int PageRows { get; set; } = 256;

    /// <summary>How often a partition looks for due rows while nothing is due. From 10 ms to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan LookPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait before a grain that failed is called again; it doubles each time. From 10 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two calls of a grain that fails. From 10 ms to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Failing grains that one partition remembers and reads past. When it has so many, something is broken for all:
    /// it then waits for the first retry rather than try the rest.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxSetAside { get; set; } = 10_000;
}
