using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.Streams;

/// <summary>Settings of the delivery of events to their subscribers, section <c>Prakerja:EventStreams</c>.</summary>
public sealed class EventStreamOptions : IValidatableObject
{
    public const string Section = "Prakerja:EventStreams";

    /// <summary>
    /// How often a partition of the log is read while it has no new events: the longest time before the delivery of an
    /// event begins. From 1 ms to 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LookPeriod { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The most events that are read and delivered together.</summary>
    [Range(1, 10_000)]
    public int BatchEvents { get; set; } = 256;

    /// <summary>
    /// The most events of one partition that are kept in memory for subscribers that have not taken them yet. A
    /// subscriber that is further behind reads from the log. When all are that far behind, no more events are read.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxHeldEvents { get; set; } = 4_096;

    /// <summary>
    /// How often the checkpoint of a partition is written while it moves. After a crash the events since the last write
    /// are delivered again. From 0 to 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan CheckpointPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The delay after a failed delivery; each further failure doubles it. From 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay between two attempts of a delivery, which never end. From 1 ms to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Otherwise the newest batch could leave the cache before the slowest subscriber has seen it.
        if (MaxHeldEvents < 2 * BatchEvents)
            yield return new ValidationResult(
                "MaxHeldEvents must be at least twice BatchEvents.", [nameof(MaxHeldEvents)]);
    }
}
