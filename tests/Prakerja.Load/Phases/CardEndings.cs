using Prakerja.Load.Journal;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>
/// D1 and D2: the two days on which cards end. Each time some holders try to buy right after the deadline, with a code
/// that is still valid, before a reminder can run.
/// </summary>
internal sealed class CardEndings(RunContext context, Shopping shopping, Draws draws, RehearsalClock clock)
{
    // A code is valid for five minutes.
    private static readonly TimeSpan ShortlyBefore = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan OnTheLastEvening = TimeSpan.FromMinutes(20);

    public async Task LapseUnusedCardsAsync(int wave, CancellationToken stop)
    {
        var idle = context.Participants.Where(participant =>
            participant.Award?.Wave == wave
            && (participant.Ended is CardEnd.Lapsed || (
                participant.HasLiveCard && participant.CurrentPurchase is null)))
            .ToList();
        await context.PhaseAsync($"Come to day 30, wave {wave}", async () =>
        {
            if (idle.Count == 0) return;
            var ends = idle.Max(participant => participant.Award!.FirstPurchaseEndsAt);
            await clock.MoveToAsync(ends - ShortlyBefore, stop);
            await shopping.RequestCodesAsync("Ask for codes before day 30 ends", idle, stop);
            await clock.MoveToAsync(ends, stop);
        });
        await shopping.ExpectPurchaseRefusalAsync(
            $"Buy after day 30, wave {wave}", ForbiddenAction.BuyingAfterDay30, idle, stop);
        await context.PhaseForEachAsync(
            $"Lapse, wave {wave}",
            idle,
            (participant, cancel) => ConfirmEndAsync(participant, "lapsed", CardEnd.Lapsed, cancel),
            stop);
    }

    public async Task ExpireCardsAsync(CancellationToken stop)
    {
        var ends = context.Calendar.YearEndsAt;
        await context.PhaseAsync(
            "Come to the last evening", () => clock.MoveToAsync(ends - OnTheLastEvening, stop));
        await shopping.LastEveningAsync(stop);
        var live = context.Participants.Where(
            participant => participant.HasLiveCard || participant.Ended is CardEnd.Expired).ToList();
        await context.PhaseAsync("Come to the year's end", async () =>
        {
            await clock.MoveToAsync(ends - ShortlyBefore, stop);
            await shopping.RequestCodesAsync("Ask for codes before the year ends", live, stop);
            await clock.MoveToAsync(ends, stop);
        });
        await shopping.ExpectPurchaseRefusalAsync(
            "Buy after 15 December", ForbiddenAction.BuyingAfterTheYear, live, stop);
        await context.PhaseForEachAsync(
            "Expire", live, (
                participant, cancel) => ConfirmEndAsync(participant, "expired", CardEnd.Expired, cancel), stop);
    }

    private async Task ConfirmEndAsync(Participant participant, string status, CardEnd end, CancellationToken stop)
    {
        if (participant.Ended is not null) return;
        var card = (await draws.DashboardAsync(participant, stop)).Card;
        // The dashboard must show the end at once, even before a reminder has run: do not wait here.
        if (card?.Status != status)
            throw new PhaseFailedException(
                $"Card of person {participant.Person.Index} is {card?.Status}, not {status}.");
        context.Note(new Fact.CardEnded(participant.Person.Index, end));
    }
}
