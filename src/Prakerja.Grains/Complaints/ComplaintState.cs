using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <summary>The stored state of one complaint, with its whole history.</summary>
public sealed record ComplaintState
{
    public required ComplaintCategory Category { get; init; }

    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>The request that filed it. It tells a retry from a different request with the same key.</summary>
    public required RequestId Request { get; init; }

    public required ComplaintStanding Standing { get; init; }

    public ImmutableArray<ComplaintEntry> History { get => field.IsDefault ? [] : field; init; }
}

/// <summary>The standing of a complaint: waiting, answered or closed (C1).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record ComplaintStanding
{
    private ComplaintStanding()
    {
    }

    /// <summary>The complaint waits for an answer.</summary>
    /// <param name="AnswerDueAt">The end of the time for the answer; an answer at this moment is late.</param>
    /// <param name="Slot">Its place among the participant's waiting complaints, 1 to 5.</param>
    /// <param name="IsOverdue">True when the history has the entry "overdue" for this deadline.</param>
    public sealed record Waiting(DateTimeOffset AnswerDueAt, byte Slot, bool IsOverdue) : ComplaintStanding;

    /// <summary>Management has answered; the participant may reopen the complaint.</summary>
    public sealed record Answered : ComplaintStanding
    {
        public static Answered Instance { get; } = new();
    }

    /// <summary>Management closed it or the participant withdrew it; the participant may reopen it.</summary>
    public sealed record Closed : ComplaintStanding
    {
        public static Closed Instance { get; } = new();
    }
}

/// <summary>
/// One entry of the history. <paramref name="By"/> is the name of a management key, or null for the participant.
/// </summary>
public sealed record ComplaintEntry(ComplaintEntryKind Kind, DateTimeOffset At, string? By, string? Text)
{
    // The default ToString of a record would print the text.
    public override string ToString() => Kind.ToString();
}
