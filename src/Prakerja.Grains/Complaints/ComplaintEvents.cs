using System.Text.Json.Serialization;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// One event of a complaint. The names are stored permanently: never change one, add a new one. The texts that people
/// wrote go into the state only, because many people can read the event log.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Filed), "filed")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Reopened), "reopened")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Overdue), "overdue")]
public abstract record ComplaintEvent
{
    private ComplaintEvent()
    {
    }

    /// <summary>The participant filed the complaint (C1).</summary>
    public sealed record Filed(
        ComplaintCategory Category,
        [property: JsonIgnore] string? Text,
        [property: JsonIgnore] RequestId? Request,
        byte Slot,
        DateTimeOffset AnswerDueAt,
        DateTimeOffset At) : ComplaintEvent
    {
        public override string ToString() => nameof(Filed);
    }

    /// <summary>Management answered. <paramref name="By"/> is the name of the management key.</summary>
    public sealed record Answered(string By, [property: JsonIgnore] string? Text, DateTimeOffset At)
        : ComplaintEvent
    {
        public override string ToString() => nameof(Answered);
    }

    /// <summary>Management closed the complaint. <paramref name="By"/> is the name of the management key.</summary>
    public sealed record Closed(string By, DateTimeOffset At) : ComplaintEvent;

    /// <summary>The participant reopened an answered or closed complaint; a new deadline applies (C1).</summary>
    public sealed record Reopened(
        [property: JsonIgnore] string? Text, byte Slot, DateTimeOffset AnswerDueAt, DateTimeOffset At)
        : ComplaintEvent
    {
        public override string ToString() => nameof(Reopened);
    }

    /// <summary>The participant withdrew the complaint.</summary>
    public sealed record Withdrawn(DateTimeOffset At) : ComplaintEvent;

    /// <summary>The deadline for the answer passed without an answer (C1).</summary>
    public sealed record Overdue(DateTimeOffset At) : ComplaintEvent;
}
