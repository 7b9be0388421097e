using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Complaints.ComplaintEvent;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// Rule C1: a complaint belongs to a participant, has a category, a history and a deadline for the answer.
/// </summary>
public static class ComplaintRules
{
    public const int TextLengthMax = 2_000;

    /// <summary>Complaints of one participant that may wait for an answer at a time.</summary>
    public const byte WaitingMax = 5;

    /// <summary>Complaints of one participant in all, the withdrawn ones too: as many as are shown.</summary>
    public const int OfParticipantMax = 100;

    /// <summary>
    /// Entries from which on nothing new is taken up; what waits is still answered and closed.
    /// </summary>
    public const int HistoryMax = 40;

    /// <summary>
    /// Rule C1: when the time for the answer is over. The day after filing is day 1 and day 14 belongs to
    /// the time whole, so an answer at 23:59:59.999 WIB of that day is in time and one at the returned
    /// moment is not.
    /// </summary>
    public static DateTimeOffset AnswerDueAt(DateTimeOffset filedAt, ProgrammeOptions options) =>
        Wib.EndOf(Wib.DateOf(filedAt).AddDays(options.ComplaintAnswerDays));

    /// <param name="slot">The place among the participant's waiting complaints, 1 to 5, that its claim asks
    /// for.</param>
    /// <param name="filedBefore">Complaints of the participant that there are.</param>
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

    /// <summary>Management answers, late or in time; the same answer again changes nothing.</summary>
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
            _ => Since(state, now, [new Answered(by, text, now), .. closing]),
        };
    }

    /// <summary>The holder comes back to an answered or closed complaint: the deadline starts anew.</summary>
    /// <param name="slot">As for filing.</param>
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

    /// <summary>The holder needs no answer any more.</summary>
    public static Decision<ComplaintEvent> Withdraw(ComplaintState? state, DateTimeOffset now) =>
        state?.Standing switch
        {
            null => ComplaintRefusals.NotFound,
            ComplaintStanding.Closed => Nothing,
            _ => Since(state, now, [new Withdrawn(now)]),
        };

    /// <summary>What time has brought: once, that the answer is overdue.</summary>
    public static ImmutableArray<ComplaintEvent> TimePassed(ComplaintState state, DateTimeOffset now) =>
        NextDeadline(state) is { } dueAt && dueAt <= now ? [new Overdue(dueAt)] : Nothing;

    /// <summary>The next moment at which time changes something; null when it never will.</summary>
    public static DateTimeOffset? NextDeadline(ComplaintState state) =>
        state.Standing is ComplaintStanding.Waiting { IsOverdue: false } waiting ? waiting.AnswerDueAt : null;

    public static ComplaintState Fold(ComplaintState? state, ComplaintEvent happened) => happened switch
    {
        Filed e => new()
        {
            Category = e.Category,
            FiledAt = e.At,
            Request = e.Request!,
            Standing = new ComplaintStanding.Waiting(e.AnswerDueAt, e.Slot, IsOverdue: false),
            History = [new(ComplaintEntryKind.Filed, e.At, null, e.Text)],
        },
        _ when state is null => throw new InvalidOperationException("A complaint begins with its filing."),
        Answered e => With(
            state, ComplaintStanding.Answered.Instance, new(ComplaintEntryKind.Answered, e.At, e.By, e.Text)),
        Closed e => With(
            state, ComplaintStanding.Closed.Instance, new(ComplaintEntryKind.Closed, e.At, e.By, null)),
        Reopened e => With(
            state,
            new ComplaintStanding.Waiting(e.AnswerDueAt, e.Slot, IsOverdue: false),
            new(ComplaintEntryKind.Reopened, e.At, null, e.Text)),
        Withdrawn e => With(
            state, ComplaintStanding.Closed.Instance, new(ComplaintEntryKind.Withdrawn, e.At, null, null)),
        Overdue e => With(
            state,
            (ComplaintStanding.Waiting)state.Standing with { IsOverdue = true },
            new(ComplaintEntryKind.Overdue, e.At, null, null)),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not known here."),
    };

    /// <summary>
    /// A complaint as of now: overdue from the very moment, whether or not a reminder was in time.
    /// </summary>
    public static ComplaintView ViewOf(ComplaintState state, string number, DateTimeOffset now)
    {
        foreach (var happened in TimePassed(state, now)) state = Fold(state, happened);
        var waiting = state.Standing as ComplaintStanding.Waiting;
        return new ComplaintView(
            number,
            ComplaintNumber.TryGetParticipant(number, out var participant)
                ? participant
                : throw new ArgumentException("Not the number of a complaint.", nameof(number)),
            state.Category,
            StatusOf(state.Standing),
            state.FiledAt,
            waiting?.AnswerDueAt,
            waiting is { IsOverdue: true },
            [.. state.History.Select(ViewOf)]);
    }

    /// <summary>
    /// The place among the participant's waiting complaints that a complaint fills; null when it fills none.
    /// </summary>
    public static byte? SlotOf(ComplaintState? state) => (state?.Standing as ComplaintStanding.Waiting)?.Slot;

    private static ComplaintEntryView ViewOf(ComplaintEntry entry) =>
        new(entry.Kind, entry.At, entry.By, entry.Text);

    private static ImmutableArray<ComplaintEvent> Nothing => [];

    private static bool IsFull(ComplaintState state) => state.History.Length >= HistoryMax;

    private static ImmutableArray<ComplaintEvent> Since(
        ComplaintState state, DateTimeOffset now, ImmutableArray<ComplaintEvent> decided) =>
        [.. TimePassed(state, now), .. decided];

    private static ComplaintState With(
        ComplaintState state, ComplaintStanding standing, ComplaintEntry entry) =>
        state with { Standing = standing, History = state.History.Add(entry) };

    private static ComplaintStatus StatusOf(ComplaintStanding standing) => standing switch
    {
        ComplaintStanding.Waiting => ComplaintStatus.Waiting,
        ComplaintStanding.Answered => ComplaintStatus.Answered,
        _ => ComplaintStatus.Closed,
    };
}
