using Prakerja.Grains.Complaints;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredComplaintsTests
{
    private static readonly DateTimeOffset At = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly DateTimeOffset DueAt = new(2021, 9, 16, 0, 0, 0, Wib.Offset);

    [Fact]
    public void A_waiting_complaint_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "complaint-state-waiting.json",
        new ComplaintState
        {
            Category = ComplaintCategory.SignUp,
            FiledAt = At,
            Request = new RequestId("key", "hash"),
            Standing = new ComplaintStanding.Waiting(DueAt, 2, IsOverdue: true),
            History =
            [
                new ComplaintEntry(ComplaintEntryKind.Filed, At, null, "Apa?"),
                new ComplaintEntry(ComplaintEntryKind.Overdue, DueAt, null, null),
            ],
        },
        ComplaintJson.Default.ComplaintState);

    [Fact]
    public void An_answered_complaint_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "complaint-state-answered.json",
        Ended(ComplaintStanding.Answered.Instance, new(ComplaintEntryKind.Answered, At, "anna", "Sudah.")),
        ComplaintJson.Default.ComplaintState);

    [Fact]
    public void A_closed_complaint_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "complaint-state-closed.json",
        Ended(ComplaintStanding.Closed.Instance, new(ComplaintEntryKind.Withdrawn, At, null, null)),
        ComplaintJson.Default.ComplaintState);

    [Fact]
    public void Its_events_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "complaint-events.json",
        [
            new ComplaintEvent.Filed(ComplaintCategory.Wallet, null, null, 2, DueAt, At),
            new ComplaintEvent.Answered("anna", null, At),
            new ComplaintEvent.Closed("anna", At),
            new ComplaintEvent.Reopened(null, 3, DueAt, At),
            new ComplaintEvent.Withdrawn(At),
            new ComplaintEvent.Overdue(DueAt),
        ],
        ComplaintEventJson.Default.ComplaintEvent);

    [Fact]
    public void No_event_contains_the_text_of_a_complaint()
    {
        var filed = new ComplaintEvent.Filed(
            ComplaintCategory.Card, "Rahasia", new("key", "hash"), 1, DueAt, At);
        var json = System.Text.Json.JsonSerializer.Serialize(
            filed, ComplaintEventJson.Default.ComplaintEvent);

        Assert.DoesNotContain("Rahasia", json, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", json, StringComparison.Ordinal);
    }

    private static ComplaintState Ended(ComplaintStanding standing, ComplaintEntry last) => new()
    {
        Category = ComplaintCategory.Other,
        FiledAt = At,
        Request = new RequestId("key", "hash"),
        Standing = standing,
        History = [new ComplaintEntry(ComplaintEntryKind.Filed, At, null, "Apa?"), last],
    };
}
