using System.Text.Json.Serialization;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// What happened to a complaint. The names are stored for ever: never change one, add a new one. What people
/// wrote goes into the state only: the log is read by many.
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

    public sealed record Answered(string By, [property: JsonIgnore] string? Text, DateTimeOffset At)
        : ComplaintEvent
    {
        public override string ToString() => nameof(Answered);
    }

    public sealed record Closed(string By, DateTimeOffset At) : ComplaintEvent;

    public sealed record Reopened(
        [property: JsonIgnore] string? Text, byte Slot, DateTimeOffset AnswerDueAt, DateTimeOffset At)
        : ComplaintEvent
    {
        public override string ToString() => nameof(Reopened);
    }

    public sealed record Withdrawn(DateTimeOffset At) : ComplaintEvent;

    /// <summary>C1: the time for the answer is over and none is there.</summary>
    public sealed record Overdue(DateTimeOffset At) : ComplaintEvent;
}
