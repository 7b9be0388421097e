using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Treasury;
using Prakerja.Silo.Tests.Fixtures;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

public sealed class LedgerTotalsTests
{
    [Fact]
    public async Task The_books_catch_up_with_the_log_and_count_every_event_once()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        for (var number = 1; number <= 20; number++)
            await People.SignUp(system, People.Person(number, system.Identity));
        var treasury = system.Grains.GetGrain<ILedgerTotalsGrain>(ILedgerTotalsGrain.Key);

        await TestSilo.Until(
            async () => (await treasury.GetFigures()).IsCaughtUp,
            "the books did not reach the end of the log");

        var figures = await treasury.GetFigures();
        Assert.Equal(20, figures.EventCounts["participant.signed_up"]);
        Assert.Equal(20, figures.EventCounts["participant.phone_verified"]);
        Assert.Equal(0, figures.Accounts.Total.Amount);
        Assert.Equal(Partitions.Events, figures.Positions.Length);
    }

    [Fact]
    public async Task A_code_that_was_issued_is_in_the_outbox_as_it_can_be_typed()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var person = People.Person(1, system.Identity);
        var (attempt, secret) = await People.Begin(system, person);
        var outbox = system.Host.Services.GetRequiredService<IOutboxReader>();
        IReadOnlyList<OutgoingMessage> messages = [];

        await TestSilo.Until(
            async () =>
            {
                messages = await outbox.ReadAsync(
                    attempt.GetPrimaryKeyString(), 10, TestContext.Current.CancellationToken);
                return messages.Count > 0;
            },
            "no message went out");

        var sms = Assert.Single(messages);
        Assert.Equal((MessageMedium.Sms, person.Phone.Reveal()), (sms.Medium, sms.To));
        Assert.Null((await attempt.Verify(secret, sms.Code!)).Refusal);
    }
}
