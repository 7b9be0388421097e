using Prakerja.Load.Journal;

namespace Prakerja.Load.Phases;

/// <summary>
/// D1 and D2: the two days on which cards end. Each time some try to buy right after it, with a code that is
/// still good, before any reminder can have come.
/// </summary>
internal sealed class Endings(Rehearsal rehearsal, Shopping shopping, Draws draws, Clock clock)
{
    // A code is good for five minutes.
    private static readonly TimeSpan ShortlyBefore = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan OnTheLastEvening = TimeSpan.FromMinutes(20);

    public async Task LapseAsync(int wave, CancellationToken stop)
    {
        var idle = rehearsal.Lives.Where(life =>
            life.Award?.Wave == wave
            && (life.Ended is CardEnd.Lapsed || (life.HasLiveCard && life.Standing is null)))
            .ToList();
        await rehearsal.PhaseAsync($"Come to day 30, wave {wave}", async () =>
        {
            if (idle.Count == 0) return;
            var ends = idle.Max(life => life.Award!.FirstPurchaseEndsAt);
            await clock.MoveToAsync(ends - ShortlyBefore, stop);
            await shopping.AskForCodesAsync("Ask for codes before day 30 ends", idle, stop);
            await clock.MoveToAsync(ends, stop);
        });
        await shopping.MustNotBuyAsync(
            $"Buy after day 30, wave {wave}", Forbidden.BuyingAfterDay30, idle, stop);
        await rehearsal.EachAsync(
            $"Lapse, wave {wave}",
            idle,
            (life, cancel) => SeeEndAsync(life, "lapsed", CardEnd.Lapsed, cancel),
            stop);
    }

    public async Task EndYearAsync(CancellationToken stop)
    {
        var ends = rehearsal.Calendar.YearEndsAt;
        await rehearsal.PhaseAsync(
            "Come to the last evening", () => clock.MoveToAsync(ends - OnTheLastEvening, stop));
        await shopping.LastEveningAsync(stop);
        var live = rehearsal.Lives.Where(life => life.HasLiveCard || life.Ended is CardEnd.Expired).ToList();
        await rehearsal.PhaseAsync("Come to the year's end", async () =>
        {
            await clock.MoveToAsync(ends - ShortlyBefore, stop);
            await shopping.AskForCodesAsync("Ask for codes before the year ends", live, stop);
            await clock.MoveToAsync(ends, stop);
        });
        await shopping.MustNotBuyAsync("Buy after 15 December", Forbidden.BuyingAfterTheYear, live, stop);
        await rehearsal.EachAsync(
            "Expire", live, (life, cancel) => SeeEndAsync(life, "expired", CardEnd.Expired, cancel), stop);
    }

    private async Task SeeEndAsync(Life life, string status, CardEnd end, CancellationToken stop)
    {
        if (life.Ended is not null) return;
        var card = (await draws.DashboardAsync(life, stop)).Card;
        // As of now, whether or not a reminder has come: no waiting here.
        if (card?.Status != status)
            throw new PhaseFailedException(
                $"Card of person {life.Person.Index} is {card?.Status}, not {status}.");
        rehearsal.Note(new Fact.CardEnded(life.Person.Index, end));
    }
}
