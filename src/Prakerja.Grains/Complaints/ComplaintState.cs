using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <summary>One complaint with all that was written about it.</summary>
public sealed record ComplaintState
{
    public required ComplaintCategory Category { get; init; }

    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>The request that filed it, so that a retry is told from another wish.</summary>
    public required RequestId Request { get; init; }

    public required ComplaintStanding Standing { get; init; }

    public ImmutableArray<ComplaintEntry> History { get => field.IsDefault ? [] : field; init; }
}

/// <summary>How a complaint stands (C1).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record ComplaintStanding
{
    private ComplaintStanding()
    {
    }

    /// <summary>Waits for an answer.</summary>
    /// <param name="AnswerDueAt">The moment the time for the answer is over; it no longer belongs to
    /// it.</param>
    /// <param name="Slot">Which of the participant's places for waiting complaints it fills.</param>
    /// <param name="IsOverdue">The end of that time is in the history.</param>
    public sealed record Waiting(DateTimeOffset AnswerDueAt, byte Slot, bool IsOverdue) : ComplaintStanding;

    public sealed record Answered : ComplaintStanding
    {
        public static Answered Instance { get; } = new();
    }

    public sealed record Closed : ComplaintStanding
    {
        public static Closed Instance { get; } = new();
    }
}

/// <summary>
/// One entry of the history. <paramref name="By"/> is a management key's name, null for the holder.
/// </summary>
public sealed record ComplaintEntry(ComplaintEntryKind Kind, DateTimeOffset At, string? By, string? Text)
{
    // A record would print what people wrote.
    public override string ToString() => Kind.ToString();
}
