using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Complaints.ComplaintEvent;

namespace Prakerja.Grains.Complaints;

/// <summary>Rule C1. A complaint has a participant, a category, a history and a deadline for the answer.</summary>
public static class ComplaintRules
{
    /// <summary>Longest text of a complaint or an answer, characters.</summary>
    public const int TextLengthMax = 2_000;

    /// <summary>Complaints of one participant that may wait for an answer at the same time.</summary>
    public const byte WaitingMax = 5;

    /// <summary>Complaints of one participant in total, withdrawn ones included; all of them are shown.</summary>
    public const int OfParticipantMax = 100;

    /// <summary>
    /// Entries of a history. A full history takes no new round, but a waiting complaint can still be answered and
    /// closed.
    /// </summary>
    public const int HistoryMax = 40;

    /// <summary>
    /// Rule C1. The end of the time for the answer. The day after filing is day 1, and the whole of day 14 counts: an
    /// answer at 23:59:59.999 WIB of that day is in time, an answer at the returned moment is late.
    /// </summary>
    public static DateTimeOffset AnswerDueAt(DateTimeOffset filedAt, ProgrammeOptions options) =>
        Wib.EndOf(Wib.DateOf(filedAt).AddDays(options.ComplaintAnswerDays));

    /// <summary>Rule C1. Files a complaint; a repeat of the same request changes nothing.</summary>
    /// <param name="slot">The place among the participant's waiting complaints, 1 to 5, that the claim
    /// requests.</param>
    /// <param name="filedBefore">How many complaints the participant has already.</param>
    public static Decision<ComplaintEvent> File(
        ComplaintState? state,
        ComplaintCategory category,
        string text,
        RequestId request,
        byte slot,
        int filedBefore,
        DateTimeOffset now,
        ProgrammeOptions options)
    {
        if (state is not null)
            return state.Request.Hash == request.Hash ? Nothing : SystemRefusals.KeyReused;
        if (filedBefore >= OfParticipantMax) return ComplaintRefusals.TooMany;
        if (!Enum.IsDefined(category)) return ComplaintRefusals.CategoryUnknown;
        if (!PlainText.IsParagraphs(text, TextLengthMax)) return ComplaintRefusals.TextMalformed;
        return new Filed(category, text, request, slot, AnswerDueAt(now, options), now);
    }

    /// <summary>Rule C1. Management answers, in time or late; a repeat of the same answer changes nothing.</summary>
    public static Decision<ComplaintEvent> Answer(
        ComplaintState? state, string by, string text, bool close, DateTimeOffset now)
    {
        if (state is null) return ComplaintRefusals.NotFound;
        if (!PlainText.IsParagraphs(text, TextLengthMax)) return ComplaintRefusals.TextMalformed;
        var isRepeat = state.Standing is not ComplaintStanding.Waiting
            && state.History.LastOrDefault(entry => entry.Kind == ComplaintEntryKind.Answered) is { } last
            && last.Text == text && last.By == by;
        ImmutableArray<ComplaintEvent> closing = close ? [new Closed(by, now)] : [];
        return state.Standing switch
        {
            ComplaintStanding.Closed => isRepeat ? Nothing : ComplaintRefusals.AlreadyClosed,
            ComplaintStanding.Answered when isRepeat => closing,
            ComplaintStanding.Answered when IsFull(state) => ComplaintRefusals.HistoryFull,
            _ => AfterDueEvents(state, now, [new Answered(by, text, now), .. closing]),
        };
    }

    /// <summary>Rule C1. The participant reopens an answered or closed complaint; a new deadline applies.</summary>
    /// <param name="slot">The place among the participant's waiting complaints, 1 to 5, that the claim
    /// requests.</param>
    public static Decision<ComplaintEvent> Reopen(
        ComplaintState? state, string text, byte slot, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state is null) return ComplaintRefusals.NotFound;
        if (!PlainText.IsParagraphs(text, TextLengthMax)) return ComplaintRefusals.TextMalformed;
        if (state.Standing is ComplaintStanding.Waiting)
        {
            var last = state.History.LastOrDefault(entry => entry.Kind != ComplaintEntryKind.Overdue);
            var isRepeat = last is { Kind: ComplaintEntryKind.Reopened } && last.Text == text;
            return isRepeat ? Nothing : ComplaintRefusals.StillWaiting;
        }

        if (IsFull(state)) return ComplaintRefusals.HistoryFull;
        return new Reopened(text, slot, AnswerDueAt(now, options), now);
    }

    /// <summary>Rule C1. The participant withdraws the complaint and needs no answer.</summary>
    public static Decision<ComplaintEvent> Withdraw(ComplaintState? state, DateTimeOffset now) =>
        state?.Standing switch
        {
            null => ComplaintRefusals.NotFound,
            ComplaintStanding.Closed => Nothing,
            _ => AfterDueEvents(state, now, [new Withdrawn(now)]),
        };

    /// <summary>Rule C1. The events that are due by now: once, that the answer is overdue.</summary>
    public static ImmutableArray<ComplaintEvent> TimePassed(ComplaintState state, DateTimeOffset now) =>
        NextDeadline(state) is { } dueAt && dueAt <= now ? [new Overdue(dueAt)] : Nothing;

    /// <summary>Rule C1. The next moment at which an event falls due; null when there is none.</summary>
    public static DateTimeOffset? NextDeadline(ComplaintState state) =>
        state.Standing is ComplaintStanding.Waiting { IsOverdue: false } waiting ? waiting.AnswerDueAt : null;

    /// <summary>The state after one more event.</summary>
    public static ComplaintState Fold(ComplaintState? state, ComplaintEvent @event) => @event switch
    {
        Filed e => new()
        {
            Category = e.Category,
            FiledAt = e.At,
            Request = e.Request!,
            Standing = new ComplaintStanding.Waiting(e.AnswerDueAt, e.Slot, IsOverdue: false),
            History = [new(ComplaintEntryKind.Filed, e.At, null, e.Text)],
        },
        _ when state is null => throw new InvalidOperationException("The first event of a complaint is Filed."),
        Answered e => Append(
            state, ComplaintStanding.Answered.Instance, new(ComplaintEntryKind.Answered, e.At, e.By, e.Text)),
        Closed e => Append(
            state, ComplaintStanding.Closed.Instance, new(ComplaintEntryKind.Closed, e.At, e.By, null)),
        Reopened e => Append(
            state,
            new ComplaintStanding.Waiting(e.AnswerDueAt, e.Slot, IsOverdue: false),
            new(ComplaintEntryKind.Reopened, e.At, null, e.Text)),
        Withdrawn e => Append(
            state, ComplaintStanding.Closed.Instance, new(ComplaintEntryKind.Withdrawn, e.At, null, null)),
        Overdue e => Append(
            state,
            (ComplaintStanding.Waiting)state.Standing with { IsOverdue = true },
            new(ComplaintEntryKind.Overdue, e.At, null, null)),
        _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
    };

    /// <summary>
    /// Rule C1. A complaint as of now. It is overdue from the moment of the deadline, even when the reminder is late.
    /// </summary>
    public static ComplaintView ViewOf(ComplaintState state, string number, DateTimeOffset now)
    {
        foreach (var @event in TimePassed(state, now)) state = Fold(state, @event);
        var waiting = state.Standing as ComplaintStanding.Waiting;
        return new ComplaintView(
            number,
            ComplaintNumber.TryGetParticipant(number, out var participant)
                ? participant
                : throw new ArgumentException("The text is not a complaint number.", nameof(number)),
            state.Category,
            StatusOf(state.Standing),
            state.FiledAt,
            waiting?.AnswerDueAt,
            waiting is { IsOverdue: true },
            [.. state.History.Select(ViewOf)]);
    }

    /// <summary>
    /// The complaint's place among the participant's waiting complaints; null when it does not wait for an answer.
    /// </summary>
    public static byte? SlotOf(ComplaintState? state) => (state?.Standing as ComplaintStanding.Waiting)?.Slot;

    private static ComplaintEntryView ViewOf(ComplaintEntry entry) =>
        new(entry.Kind, entry.At, entry.By, entry.Text);

    private static ImmutableArray<ComplaintEvent> Nothing => [];

    private static bool IsFull(ComplaintState state) => state.History.Length >= HistoryMax;

    private static ImmutableArray<ComplaintEvent> AfterDueEvents(
        ComplaintState state, DateTimeOffset now, ImmutableArray<ComplaintEvent> decided) =>
        [.. TimePassed(state, now), .. decided];

    private static ComplaintState Append(
        ComplaintState state, ComplaintStanding standing, ComplaintEntry entry) =>
        state with { Standing = standing, History = state.History.Add(entry) };

    private static ComplaintStatus StatusOf(ComplaintStanding standing) => standing switch
    {
        ComplaintStanding.Waiting => ComplaintStatus.Waiting,
        ComplaintStanding.Answered => ComplaintStatus.Answered,
        _ => ComplaintStatus.Closed,
    };
}
