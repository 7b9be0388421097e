using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// One complaint of one participant (C1). Key: <see cref="ComplaintNumber"/>. Refusals:
/// <see cref="ComplaintRefusals"/>.
/// </summary>
[Alias("IComplaintGrain")]
[GrainInterfaceType("IComplaintGrain")]
public interface IComplaintGrain : IDeadlineTarget
{
    /// <summary>
    /// The holder complains. The key follows from the request, so a retry comes to the same complaint.
    /// </summary>
    [Alias("File")]
    Task<Answer<ComplaintView>> File(ComplaintCategory category, FreeText text, RequestId request);

    /// <summary>
    /// Management answers, and may close the complaint with it. The same answer again changes nothing.
    /// </summary>
    /// <param name="by">Name of the management key.</param>
    [Alias("Answer")]
    Task<Answer<ComplaintView>> Answer(string by, FreeText text, bool close);

    /// <summary>The holder is not content with an answer: the deadline starts anew.</summary>
    [Alias("Reopen")]
    Task<Answer<ComplaintView>> Reopen(FreeText text);

    /// <summary>The holder needs no answer any more.</summary>
    [Alias("Withdraw")]
    Task<Answer<ComplaintView>> Withdraw();

    [AlwaysInterleave, Alias("GetComplaint")]
    Task<Answer<ComplaintView>> GetComplaint();
}

/// <summary>
/// Finds complaints. Keeps nothing of its own, so every silo has as many as it needs. Key: <see cref="Key"/>.
/// </summary>
[Alias("IComplaintDeskGrain")]
[GrainInterfaceType("IComplaintDeskGrain")]
public interface IComplaintQueryGrain : IGrainWithStringKey
{
    const string Key = "q-complaints";

    /// <summary>A participant's complaints, the newest first, at most 100.</summary>
    [AlwaysInterleave, Alias("OfParticipant")]
    Task<ImmutableArray<ComplaintView>> OfParticipant(string participant);

    /// <summary>
    /// Complaints by number. A page goes through at most <paramref name="limit"/> complaints and shows those
    /// that stand as asked, so it can be short or empty and still have a next one.
    /// </summary>
    /// <param name="status">Only these; null = all.</param>
    /// <param name="after">The cursor of the page before; null = from the first.</param>
    /// <param name="limit">1 to 200.</param>
    [AlwaysInterleave, Alias("GetPage")]
    Task<ComplaintPage> GetPage(ComplaintStatus? status, string? after, int limit);
}

/// <summary>
/// The number of a complaint: "y-", the participant's hash, a dash and ten characters made from the request.
/// With the participant in front, one person's complaints stand side by side in the index of keys and are
/// found without a list of their own; and a retry of the same request leads to the same complaint, however
/// often it is sent.
/// </summary>
public static class ComplaintNumber
{
    public const string Prefix = "y-";

    private const int SerialLength = 10;
    private const int Length = 2 + KeyedHash.LengthCharacters + 1 + SerialLength;

    /// <summary>The number that a request for a complaint leads to.</summary>
    public static string Of(string participant, string requestKey, IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        // 50 bits within one person: two of her own requests meet once in a million million.
        var hash = identity.Hash("complaint", $"{participant}/{requestKey}").ToString();
        return BeginningOf(participant) + hash[^SerialLength..];
    }

    /// <summary>What all complaint numbers of a participant begin with.</summary>
    public static string BeginningOf(string participant) =>
        ParticipantKey.TryParse(participant, out var hash)
            ? $"{Prefix}{hash}-"
            : throw new ArgumentException("Not a participant's key.", nameof(participant));

    /// <summary>The participant whose complaint it is; false when the text is no complaint number.</summary>
    public static bool TryGetParticipant(string? number, out string participant)
    {
        participant = "";
        if (number?.Length != Length || !number.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var key = string.Concat(
            ParticipantKey.Prefix, number.AsSpan(Prefix.Length, KeyedHash.LengthCharacters));
        if (number[^(SerialLength + 1)] != '-' || !ParticipantKey.TryParse(key, out _)) return false;
        participant = key;
        return true;
    }
}

/// <summary>What a complaint is about (C1). The names are stored: never change one.</summary>
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

[Alias("complaint-status")]
public enum ComplaintStatus : byte
{
    /// <summary>Waits for an answer; after the deadline it is overdue as well.</summary>
    Waiting = 1,

    /// <summary>Answered; the holder may come back to it.</summary>
    Answered = 2,

    /// <summary>Closed by management or withdrawn; the holder may come back to it.</summary>
    Closed = 3,
}

/// <summary>A complaint as its holder and management see it.</summary>
/// <param name="AnswerDueAt">C1: the moment by which it must be answered; null unless waiting.</param>
/// <param name="Overdue">That moment is over and no answer is there.</param>
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
    // A record would print what people wrote.
    public override string ToString() => $"Complaint {Status}";
}

/// <summary>
/// One entry of the history. <paramref name="By"/> is a management key's name, null for the holder.
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
/// A page of complaints; <paramref name="Next"/> is what to ask after, null on the last page.
/// </summary>
[GenerateSerializer, Immutable, Alias("complaint-page")]
public sealed record ComplaintPage(
    [property: Id(0)] ImmutableArray<ComplaintView> Complaints, [property: Id(1)] string? Next);

/// <summary>Why a complaint's command is refused (C1).</summary>
public static class ComplaintRefusals
{
    public static Refusal NotFound { get; } = new("complaint.not_found");

    public static Refusal CategoryUnknown { get; } = new("complaint.category_unknown");

    /// <summary>
    /// The text is empty, longer than 2,000 characters, or has control characters besides line ends.
    /// </summary>
    public static Refusal TextMalformed { get; } = new("complaint.text_malformed");

    /// <summary>A participant has at most 100 complaints in all.</summary>
    public static Refusal TooMany { get; } = new("complaint.too_many");

    /// <summary>A participant has at most 5 complaints that wait for an answer.</summary>
    public static Refusal TooManyWaiting { get; } = new("complaint.too_many_waiting");

    /// <summary>It waits for an answer already; there is nothing to reopen.</summary>
    public static Refusal StillWaiting { get; } = new("complaint.still_waiting");

    /// <summary>Closed; only its holder can bring it back.</summary>
    public static Refusal AlreadyClosed { get; } = new("complaint.already_closed");

    /// <summary>The history is full; a new complaint goes on from here.</summary>
    public static Refusal HistoryFull { get; } = new("complaint.history_full");
}
