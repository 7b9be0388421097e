using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>Runs a whole year of the programme in order, from the first sign-up to the last instalment.</summary>
internal sealed class ProgrammeYear
{
    private readonly RunContext context;
    private readonly RehearsalClock clock;
    private readonly Setup setup;
    private readonly SignUps signUps;
    private readonly Joins joins;
    private readonly Videos videos;
    private readonly FreezesAndCancellations freezes;
    private readonly Shopping shopping;
    private readonly Learning learning;
    private readonly Payouts payouts;
    private readonly CardEndings cardEndings;

    public ProgrammeYear(RunContext context)
    {
        this.context = context;
        var sessions = new Sessions(context);
        var parties = new Parties(context);
        clock = new RehearsalClock(context);
        var witnesses = new Witnesses(context, clock);
        setup = new Setup(context, parties, witnesses);
        signUps = new SignUps(context, sessions);
        joins = new Joins(context, sessions);
        Draws = new Draws(context, sessions, clock, witnesses);
        videos = new Videos(context, sessions, clock);
        shopping = new Shopping(context, sessions, parties);
        freezes = new FreezesAndCancellations(context, shopping);
        learning = new Learning(context, sessions, parties);
        payouts = new Payouts(context, sessions, parties, clock);
        cardEndings = new CardEndings(context, shopping, Draws, clock);
    }

    public Draws Draws { get; }

    public async Task RunAsync(CancellationToken stop)
    {
        await clock.ReadAsync(stop);
        await setup.RunAsync(stop);
        var calendar = context.Calendar;

        await context.PhaseAsync("Open the waves", () => Draws.OpenWavesAsync(stop));
        await signUps.RunAsync(stop);
        await joins.FirstWaveAsync(stop);

        await Draws.CloseWaveAsync(calendar.FirstWave, calendar.FirstClosesAt, stop);
        await joins.TooLateAsync(stop);
        await Draws.AnnounceAsync(calendar.FirstWave, calendar.FirstClosesAt, stop);
        await Draws.LearnOutcomesAsync(calendar.FirstWave, stop);
        await joins.SecondWaveAsync(stop);
        await UseCardsAsync(calendar.FirstWave, calendar.FirstClosesAt, stop);
        await cardEndings.LapseUnusedCardsAsync(calendar.FirstWave, stop);
        await joins.BarredAsync(stop);

        await Draws.CloseWaveAsync(calendar.SecondWave, calendar.SecondClosesAt, stop);
        await Draws.AnnounceAsync(calendar.SecondWave, calendar.SecondClosesAt, stop);
        await Draws.LearnOutcomesAsync(calendar.SecondWave, stop);
        await UseCardsAsync(calendar.SecondWave, calendar.SecondClosesAt, stop);
        await cardEndings.LapseUnusedCardsAsync(calendar.SecondWave, stop);

        await freezes.UnfreezeAfterTrainingAsync(stop);
        await cardEndings.ExpireCardsAsync(stop);
        await payouts.PassFourMonthsAsync(stop);
    }

    /// <summary>
    /// The weeks after the announcement of a wave: videos, purchases, cancellations, trainings, wallets.
    /// </summary>
    private async Task UseCardsAsync(int wave, DateTimeOffset closedAt, CancellationToken stop)
    {
        await videos.WatchAsync(wave, stop);
        await freezes.BeforeBuyingAsync(wave, stop);

        await MoveToDayAsync(wave, 1, closedAt, stop);
        await shopping.FirstCoursesAsync(wave, stop);

        await MoveToDayAsync(wave, 3, closedAt, stop);
        await freezes.UnfreezeAsync(wave, stop);
        await shopping.CancelAndReplaceAsync(wave, stop);

        await MoveToDayAsync(wave, 5, closedAt, stop);
        await learning.RedeemAsync($"first courses of wave {wave}", wave, stop);
        await freezes.CancelInTrainingAsync(wave, stop);
        await learning.FinishAsync($"first courses of wave {wave}", wave, stop);
        await freezes.FreezeInTrainingAsync(wave, stop);
        await payouts.LinkAsync(wave, stop);

        await MoveToDayAsync(wave, 8, closedAt, stop);
        await shopping.SecondCoursesAsync(wave, stop);
        await learning.RedeemAsync($"second courses of wave {wave}", wave, stop);
        await learning.FinishAsync($"second courses of wave {wave}", wave, stop);
    }

    private Task MoveToDayAsync(int wave, int day, DateTimeOffset closedAt, CancellationToken stop) =>
        context.PhaseAsync(
            $"Day {day} after wave {wave}",
            () => clock.MoveToAsync(closedAt.AddDays(day).AddHours(10), stop));
}
