using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Tests.Fixtures;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

public sealed class ComplaintTests
{
    private const string Nobody = "p-0123456789abcdefghjkmnpqrs";

    [Fact]
    public async Task C1_of_complaints_filed_at_the_same_moment_five_are_taken_and_an_answer_makes_room()
    {
        await using var system = await EmbeddedSystem.StartAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 12).Select(number => File(system, Nobody, $"key-{number}")));

        Assert.Equal(5, answers.Count(answer => answer.Refusal is null));
        Assert.Equal(7, answers.Count(answer => answer.Refusal == ComplaintRefusals.TooManyWaiting));
        var first = answers.First(answer => answer.Refusal is null).Value!;
        Assert.Equal(ComplaintRefusals.TooManyWaiting, (await File(system, Nobody, "key-13")).Refusal);
        Assert.Null((await Complaint(system, first.Number).Answer("anna", "Sudah.", close: false)).Refusal);
        Assert.Null((await File(system, Nobody, "key-13")).Refusal);
        Assert.Equal(
            ComplaintRefusals.TooManyWaiting,
            (await Complaint(system, first.Number).Reopen("Belum.")).Refusal);
    }

    [Fact]
    public async Task A_retry_comes_to_the_same_complaint_and_the_same_key_with_other_words_is_refused()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var filed = await File(system, Nobody, "key");

        var again = await File(system, Nobody, "key");
        var other = await Complaint(system, filed.Value!.Number).File(
            ComplaintCategory.Other, "Lain.", new RequestId("key", "other"));

        Assert.Equal(filed.Value.Number, again.Value!.Number);
        Assert.Equal(SystemRefusals.KeyReused, other.Refusal);
    }

    [Fact]
    public async Task A_participants_complaints_are_listed_and_nobody_elses()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        for (var number = 1; number <= 3; number++) await File(system, Nobody, $"key-{number}");
        await File(system, "p-0123456789abcdefghjkmnpqrt", "key");
        await File(system, "p-0123456789abcdefghjkmnpqrr", "key");
        var desk = system.Grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key);

        var own = await desk.OfParticipant(Nobody);

        Assert.Equal(3, own.Length);
        Assert.All(own, complaint => Assert.Equal(Nobody, complaint.Participant));
        Assert.Equal(
            own.Select(complaint => complaint.FiledAt).OrderDescending(), own.Select(c => c.FiledAt));
    }

    [Fact]
    public async Task Management_pages_through_complaints_by_how_they_stand()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        for (var number = 1; number <= 5; number++) await File(system, Nobody, $"key-{number}");
        var desk = system.Grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key);
        var closed = (await desk.OfParticipant(Nobody))[0].Number;
        await Complaint(system, closed).Answer("anna", "Sudah.", close: true);

        var waiting = new List<ComplaintView>();
        string? after = null;
        do
        {
            var page = await desk.GetPage(ComplaintStatus.Waiting, after, 2);
            waiting.AddRange(page.Complaints);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(4, waiting.Select(complaint => complaint.Number).Distinct().Count());
        Assert.DoesNotContain(waiting, complaint => complaint.Number == closed);
    }

    [Fact]
    public async Task C1_a_complaint_that_nobody_answers_becomes_overdue_by_itself_and_its_holder_is_told()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var siti = await People.SignUp(system, People.Person(1, system.Identity));
        var filed = (await File(system, siti, "key")).Value!;

        system.Clock.MoveAheadTo(system.Clock.Ahead + TimeSpan.FromDays(16));

        await TestSilo.Until(
            async () => (await Complaint(system, filed.Number).GetComplaint()).Value!.History
                .Any(entry => entry.Kind == ComplaintEntryKind.Overdue),
            "the deadline did not come");
        var outbox = system.Host.Services.GetRequiredService<IOutboxReader>();
        await TestSilo.Until(
            async () => (await outbox.ReadAsync(siti, 10, TestContext.Current.CancellationToken))
                .Count(message => message.Kind == MessageKind.ComplaintOverdue) == 2,
            "no SMS and email went out");
    }

    private static Task<Answer<ComplaintView>> File(
        EmbeddedSystem system, string participant, string key) =>
        Complaint(system, ComplaintNumber.Of(participant, key, system.Identity))
            .File(ComplaintCategory.Card, "Saldo saya hilang.", new RequestId(key, "hash"));

    private static IComplaintGrain Complaint(EmbeddedSystem system, string number) =>
        system.Grains.GetGrain<IComplaintGrain>(number);
}
