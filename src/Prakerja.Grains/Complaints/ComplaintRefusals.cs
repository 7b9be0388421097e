using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <summary>The refusals of the commands of a complaint (C1).</summary>
public static class ComplaintRefusals
{
    public static Refusal NotFound { get; } = new("complaint.not_found");

    /// <summary>The category is not one of <see cref="ComplaintCategory"/>.</summary>
    public static Refusal CategoryUnknown { get; } = new("complaint.category_unknown");

    /// <summary>
    /// The text is empty, longer than 2,000 characters, or has control characters other than line ends and tabs.
    /// </summary>
    public static Refusal TextMalformed { get; } = new("complaint.text_malformed");

    /// <summary>The participant already has 100 complaints in total.</summary>
    public static Refusal TooMany { get; } = new("complaint.too_many");

    /// <summary>The participant already has 5 complaints that wait for an answer.</summary>
    public static Refusal TooManyWaiting { get; } = new("complaint.too_many_waiting");

    /// <summary>The complaint still waits for an answer, so it cannot be reopened.</summary>
    public static Refusal StillWaiting { get; } = new("complaint.still_waiting");

    /// <summary>The complaint is closed; only its participant can reopen it.</summary>
    public static Refusal AlreadyClosed { get; } = new("complaint.already_closed");

    /// <summary>The history is full; the participant can file a new complaint instead.</summary>
    public static Refusal HistoryFull { get; } = new("complaint.history_full");
}
