using System.Collections.Immutable;

namespace Prakerja.Grains.Complaints;

/// <summary>The category of a complaint (C1). The names are stored: never change one.</summary>
[Alias("complaint-category")]
public enum ComplaintCategory : byte
{
    SignUp = 1,
    Selection = 2,
    Card = 3,
    Purchase = 4,
    Training = 5,
    Certificate = 6,
    Incentive = 7,
    Wallet = 8,
    Misuse = 9,
    Other = 99,
}

/// <summary>The status of a complaint as it is shown.</summary>
[Alias("complaint-status")]
public enum ComplaintStatus : byte
{
    /// <summary>It waits for an answer; after the deadline it is also overdue.</summary>
    Waiting = 1,

    /// <summary>Management has answered; the participant may reopen it.</summary>
    Answered = 2,

    /// <summary>Management closed it or the participant withdrew it; the participant may reopen it.</summary>
    Closed = 3,
}

/// <summary>A complaint as its participant and management see it.</summary>
/// <param name="AnswerDueAt">The moment before which it must be answered (C1); null unless it waits.</param>
/// <param name="Overdue">True when that moment has passed without an answer.</param>
[GenerateSerializer, Immutable, Alias("complaint-view")]
public sealed record ComplaintView(
    [property: Id(0)] string Number,
    [property: Id(1)] string Participant,
    [property: Id(2)] ComplaintCategory Category,
    [property: Id(3)] ComplaintStatus Status,
    [property: Id(4)] DateTimeOffset FiledAt,
    [property: Id(5)] DateTimeOffset? AnswerDueAt,
    [property: Id(6)] bool Overdue,
    [property: Id(7)] ImmutableArray<ComplaintEntryView> History)
{
    // The default ToString of a record would print the texts.
    public override string ToString() => $"Complaint {Status}";
}

/// <summary>
/// One entry of the history. <paramref name="By"/> is the name of a management key, or null for the participant.
/// </summary>
[GenerateSerializer, Immutable, Alias("complaint-entry-view")]
public sealed record ComplaintEntryView(
    [property: Id(0)] ComplaintEntryKind Kind,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? By,
    [property: Id(3)] string? Text)
{
    public override string ToString() => Kind.ToString();
}

/// <summary>The kind of an entry of the history. The names are stored: never change one.</summary>
[Alias("complaint-entry-kind")]
public enum ComplaintEntryKind : byte
{
    Filed = 1,
    Answered = 2,
    Closed = 3,
    Reopened = 4,
    Withdrawn = 5,
    Overdue = 6,
}

/// <summary>
/// A page of complaints. <paramref name="Next"/> is the cursor for the next page, null on the last page.
/// </summary>
[GenerateSerializer, Immutable, Alias("complaint-page")]
public sealed record ComplaintPage(
    [property: Id(0)] ImmutableArray<ComplaintView> Complaints, [property: Id(1)] string? Next);
