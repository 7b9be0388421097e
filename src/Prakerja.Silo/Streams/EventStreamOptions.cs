using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.Streams;

/// <summary>How events travel from the log to their subscribers (configuration section <c>Prakerja:EventStreams</c>).</summary>
public sealed class EventStreamOptions : IValidatableObject
{
    public const string Section = "Prakerja:EventStreams";

    /// <summary>
    /// How often a partition of the log is looked at while it is quiet: the most an event waits before its delivery
    /// begins. From 1 ms to 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LookPeriod { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Events read, and delivered, together.</summary>
    [Range(1, 10_000)]
    public int BatchEvents { get; set; } = 256;

    /// <summary>
    /// Events of one partition held in memory for subscribers that have not taken them yet. Who is further behind than
    /// that reads from the log; when all are, the partition is read no further.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxHeldEvents { get; set; } = 4_096;

    /// <summary>
    /// How often a partition's checkpoint is written while it moves. What a crash leaves unwritten is delivered again.
    /// From 0 to 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan CheckpointPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait before a failed delivery is tried again; it doubles each time. From 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two tries of a delivery. Tries never end. From 1 ms to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Or the newest batch could be dropped before the slowest subscriber has seen that there is one.
        if (MaxHeldEvents < 2 * BatchEvents)
            yield return new ValidationResult(
                "MaxHeldEvents is at least twice BatchEvents.", [nameof(MaxHeldEvents)]);
    }
}
