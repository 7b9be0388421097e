using Prakerja.Grains.Complaints;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Complaints.ComplaintEvent;

namespace Prakerja.Grains.Tests.Complaints;

public sealed class ComplaintRulesTests
{
    private const string Number = "y-0123456789abcdefghjkmnpqrs-0123456789";

    private static readonly DateTimeOffset FiledAt = new(2021, 9, 1, 10, 30, 0, Wib.Offset);

    /// <summary>Day 14 is 15 September; this is its last moment.</summary>
    private static readonly DateTimeOffset LastMoment = new(2021, 9, 15, 23, 59, 59, 999, Wib.Offset);

    private static readonly DateTimeOffset OneMillisecondLater = LastMoment.AddMilliseconds(1);
    private static readonly ProgrammeOptions Options = new();
    private static readonly RequestId Request = new("key", "hash");
    private static readonly ComplaintState Waiting = After(null, File(null));
    private static readonly ComplaintState Answered = After(Waiting, Answer(Waiting, FiledAt));
    private static readonly ComplaintState Closed = After(Waiting, Answer(Waiting, FiledAt, close: true));

    [Fact]
    public void C1_the_day_after_filing_is_day_1_and_the_answer_is_due_at_the_end_of_day_14() =>
        Assert.Equal(OneMillisecondLater, ComplaintRules.AnswerDueAt(FiledAt, Options));

    [Theory]
    [InlineData("2021-09-01T00:00:00.000+07:00")]
    [InlineData("2021-09-01T23:59:59.999+07:00")]
    [InlineData("2021-08-31T17:00:00.000Z")]
    public void C1_the_deadline_does_not_depend_on_the_hour_of_filing(string filedAt) => Assert.Equal(
        OneMillisecondLater,
        ComplaintRules.AnswerDueAt(
            DateTimeOffset.Parse(filedAt, System.Globalization.CultureInfo.InvariantCulture), Options));

    [Fact]
    public void C1_a_complaint_filed_a_millisecond_before_midnight_is_due_a_day_earlier_than_one_filed_at_midnight()
    {
        var midnight = new DateTimeOffset(2021, 9, 2, 0, 0, 0, Wib.Offset);

        Assert.Equal(OneMillisecondLater, ComplaintRules.AnswerDueAt(midnight.AddMilliseconds(-1), Options));
        Assert.Equal(OneMillisecondLater.AddDays(1), ComplaintRules.AnswerDueAt(midnight, Options));
    }

    [Fact]
    public void C1_a_complaint_is_overdue_a_millisecond_after_the_last_moment()
    {
        Assert.Empty(ComplaintRules.TimePassed(Waiting, LastMoment));
        Assert.False(ComplaintRules.ViewOf(Waiting, Number, LastMoment).Overdue);

        Assert.Equal(
            [new Overdue(OneMillisecondLater)], ComplaintRules.TimePassed(Waiting, OneMillisecondLater));
        Assert.True(ComplaintRules.ViewOf(Waiting, Number, OneMillisecondLater).Overdue);
    }

    [Fact]
    public void C1_a_complaint_becomes_overdue_once()
    {
        var overdue = ComplaintRules.Fold(Waiting, new Overdue(OneMillisecondLater));

        Assert.Empty(ComplaintRules.TimePassed(overdue, OneMillisecondLater.AddYears(1)));
        Assert.Null(ComplaintRules.NextDeadline(overdue));
        Assert.True(ComplaintRules.ViewOf(overdue, Number, OneMillisecondLater).Overdue);
    }

    [Fact]
    public void C1_an_answer_in_time_ends_the_deadline()
    {
        Assert.Equal(
            [new Answered("anna", "Sudah diperbaiki.", LastMoment)], Answer(Waiting, LastMoment).Events);
        Assert.Null(ComplaintRules.NextDeadline(Answered));
        Assert.False(ComplaintRules.ViewOf(Answered, Number, OneMillisecondLater).Overdue);
    }

    [Fact]
    public void C1_a_late_answer_is_accepted_and_the_history_shows_that_it_was_late()
    {
        var late = After(Waiting, Answer(Waiting, OneMillisecondLater));

        Assert.Equal(
            [ComplaintEntryKind.Filed, ComplaintEntryKind.Overdue, ComplaintEntryKind.Answered],
            late.History.Select(entry => entry.Kind));
        Assert.Equal(
            ComplaintStatus.Answered, ComplaintRules.ViewOf(late, Number, OneMillisecondLater).Status);
    }

    [Fact]
    public void A_new_complaint_waits_with_its_text_in_the_history()
    {
        var view = ComplaintRules.ViewOf(Waiting, Number, FiledAt);

        Assert.Equal(
            ("p-0123456789abcdefghjkmnpqrs", ComplaintStatus.Waiting), (view.Participant, view.Status));
        Assert.Equal(OneMillisecondLater, view.AnswerDueAt);
        Assert.Equal(
            new ComplaintEntryView(ComplaintEntryKind.Filed, FiledAt, null, "Saldo saya hilang."),
            Assert.Single(view.History));
    }

    [Fact]
    public void A_retry_of_the_same_request_changes_nothing_and_another_request_is_refused()
    {
        Assert.True(File(Waiting).IsNothing);
        Assert.Equal(SystemRefusals.KeyReused, File(Waiting, request: new RequestId("key", "other")).Refusal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public void C1_a_text_has_1_to_2000_characters(int length, bool isGood)
    {
        var text = new string('a', length);
        var refusal = isGood ? null : ComplaintRefusals.TextMalformed;

        Assert.Equal(refusal, File(null, text).Refusal);
        Assert.Equal(refusal, ComplaintRules.Answer(Waiting, "anna", text, false, FiledAt).Refusal);
        Assert.Equal(refusal, ComplaintRules.Reopen(Answered, text, 1, FiledAt, Options).Refusal);
    }

    [Theory]
    [InlineData("baris satu\nbaris dua\r\n\tmenjorok", true)]
    [InlineData("bel\a", false)]
    [InlineData(" \n ", false)]
    public void C1_a_text_may_have_lines_but_no_other_control_characters(string text, bool isGood) =>
        Assert.Equal(isGood, File(null, text).Refusal is null);

    [Fact]
    public void A_person_files_at_most_a_hundred_complaints_and_a_repeat_does_not_count()
    {
        Assert.Null(File(null, filedBefore: 99).Refusal);
        Assert.Equal(ComplaintRefusals.TooMany, File(null, filedBefore: 100).Refusal);
        Assert.True(File(Waiting, filedBefore: 100).IsNothing);
    }

    [Fact]
    public void C1_an_unknown_category_is_refused() => Assert.Equal(
        ComplaintRefusals.CategoryUnknown,
        ComplaintRules.File(null, (ComplaintCategory)50, "Apa?", Request, 1, 0, FiledAt, Options).Refusal);

    [Fact]
    public void The_same_answer_again_changes_nothing_but_may_close()
    {
        Assert.True(Answer(Answered, FiledAt).IsNothing);
        Assert.Equal([new Closed("anna", FiledAt)], Answer(Answered, FiledAt, close: true).Events);
        Assert.True(Answer(Closed, FiledAt, close: true).IsNothing);
    }

    [Fact]
    public void An_answered_complaint_can_be_answered_again_and_a_closed_one_cannot()
    {
        Assert.Single(Answer(Answered, FiledAt, text: "Satu hal lagi.").Events);
        Assert.Equal(
            ComplaintRefusals.AlreadyClosed, Answer(Closed, FiledAt, text: "Satu hal lagi.").Refusal);
    }

    [Fact]
    public void The_same_text_after_a_reopening_is_a_new_answer()
    {
        var reopened = After(Answered, ComplaintRules.Reopen(Answered, "Belum.", 1, FiledAt, Options));

        Assert.Single(Answer(reopened, FiledAt).Events);
    }

    [Fact]
    public void The_holder_reopens_an_answered_or_closed_complaint_with_a_new_deadline()
    {
        var at = FiledAt.AddDays(3);
        foreach (var state in new[] { Answered, Closed })
        {
            var reopened = After(state, ComplaintRules.Reopen(state, "Belum selesai.", 4, at, Options));
            Assert.Equal(OneMillisecondLater.AddDays(3), ComplaintRules.NextDeadline(reopened));
            Assert.Equal((byte)4, ComplaintRules.SlotOf(reopened));
        }
    }

    [Fact]
    public void A_waiting_complaint_is_not_reopened_and_a_repeat_changes_nothing()
    {
        var reopened = After(Answered, ComplaintRules.Reopen(Answered, "Belum.", 1, FiledAt, Options));

        Assert.Equal(
            ComplaintRefusals.StillWaiting,
            ComplaintRules.Reopen(Waiting, "Belum.", 1, FiledAt, Options).Refusal);
        Assert.True(ComplaintRules.Reopen(reopened, "Belum.", 2, FiledAt, Options).IsNothing);
    }

    [Fact]
    public void The_holder_withdraws_once()
    {
        var withdrawn = After(Waiting, ComplaintRules.Withdraw(Waiting, FiledAt));

        Assert.Equal(ComplaintStatus.Closed, ComplaintRules.ViewOf(withdrawn, Number, FiledAt).Status);
        Assert.True(ComplaintRules.Withdraw(withdrawn, FiledAt).IsNothing);
    }

    [Fact]
    public void Only_a_waiting_complaint_takes_a_slot_of_the_participant()
    {
        Assert.Equal((byte)1, ComplaintRules.SlotOf(Waiting));
        Assert.Null(ComplaintRules.SlotOf(Answered));
        Assert.Null(ComplaintRules.SlotOf(Closed));
        Assert.Null(ComplaintRules.SlotOf(null));
    }

    [Fact]
    public void A_complaint_with_a_full_history_is_not_reopened_but_can_be_answered_and_closed()
    {
        var state = Waiting;
        while (state.History.Length < ComplaintRules.HistoryMax - 1)
        {
            state = After(state, Answer(state, FiledAt));
            state = After(state, ComplaintRules.Reopen(state, "Belum.", 1, FiledAt, Options));
        }

        state = After(state, Answer(state, FiledAt));
        Assert.Equal(ComplaintRules.HistoryMax, state.History.Length);
        Assert.Equal(
            ComplaintRefusals.HistoryFull,
            ComplaintRules.Reopen(state, "Lagi.", 1, FiledAt, Options).Refusal);
        Assert.Equal(ComplaintRefusals.HistoryFull, Answer(state, FiledAt, text: "Lagi.").Refusal);
        Assert.Single(Answer(state, FiledAt, close: true).Events);
    }

    [Fact]
    public void Every_command_on_an_unknown_complaint_is_refused()
    {
        Assert.Equal(ComplaintRefusals.NotFound, Answer(null, FiledAt).Refusal);
        Assert.Equal(
            ComplaintRefusals.NotFound, ComplaintRules.Reopen(null, "a", 1, FiledAt, Options).Refusal);
        Assert.Equal(ComplaintRefusals.NotFound, ComplaintRules.Withdraw(null, FiledAt).Refusal);
    }

    [Fact]
    public void No_printed_text_contains_the_text_of_a_complaint()
    {
        Assert.DoesNotContain("Saldo", File(null).Events[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Saldo", Waiting.History[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Saldo", ComplaintRules.ViewOf(Waiting, Number, FiledAt).ToString(), StringComparison.Ordinal);
    }

    private static Decision<ComplaintEvent> File(
        ComplaintState? state, string text = "Saldo saya hilang.", RequestId? request = null, int filedBefore = 0) =>
        ComplaintRules.File(state, ComplaintCategory.Card, text, request ?? Request, 1, filedBefore, FiledAt, Options);

    private static Decision<ComplaintEvent> Answer(
        ComplaintState? state, DateTimeOffset at, bool close = false, string text = "Sudah diperbaiki.") =>
        ComplaintRules.Answer(state, "anna", text, close, at);

    private static ComplaintState After(ComplaintState? state, Decision<ComplaintEvent> decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(state, (folded, @event) => ComplaintRules.Fold(folded, @event))!;
    }
}
