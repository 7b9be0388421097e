namespace Prakerja.Load.Phases;

/// <summary>A whole year of the programme, from the first sign-up to the last instalment, in order.</summary>
internal sealed class Year
{
    private readonly Rehearsal rehearsal;
    private readonly Clock clock;
    private readonly Setup setup;
    private readonly SignUps signUps;
    private readonly Joins joins;
    private readonly Videos videos;
    private readonly Holds holds;
    private readonly Shopping shopping;
    private readonly Learning learning;
    private readonly Payouts payouts;
    private readonly Endings endings;

    public Year(Rehearsal rehearsal)
    {
        this.rehearsal = rehearsal;
        var sessions = new Sessions(rehearsal);
        var parties = new Parties(rehearsal);
        clock = new Clock(rehearsal);
        setup = new Setup(rehearsal, parties);
        signUps = new SignUps(rehearsal, sessions);
        joins = new Joins(rehearsal, sessions);
        Draws = new Draws(rehearsal, sessions, clock);
        videos = new Videos(rehearsal, sessions, clock);
        shopping = new Shopping(rehearsal, sessions, parties);
        holds = new Holds(rehearsal, shopping);
        learning = new Learning(rehearsal, sessions, parties);
        payouts = new Payouts(rehearsal, sessions, parties, clock);
        endings = new Endings(rehearsal, shopping, Draws, clock);
    }

    public Draws Draws { get; }

    public async Task LiveAsync(CancellationToken stop)
    {
        await clock.ReadAsync(stop);
        await setup.RunAsync(stop);
        var calendar = rehearsal.Calendar;

        await rehearsal.PhaseAsync("Open the waves", () => Draws.OpenAsync(stop));
        await signUps.RunAsync(stop);
        await joins.FirstWaveAsync(stop);

        await rehearsal.PhaseAsync("Close", () => Draws.CloseAsync(calendar.FirstClosesAt, stop));
        await joins.TooLateAsync(stop);
        await Draws.AnnounceAsync(calendar.FirstWave, calendar.FirstClosesAt, stop);
        await Draws.LookAsync(calendar.FirstWave, stop);
        await joins.SecondWaveAsync(stop);
        await UseCardsAsync(calendar.FirstWave, calendar.FirstClosesAt, stop);
        await endings.LapseAsync(calendar.FirstWave, stop);
        await joins.BarredAsync(stop);

        await rehearsal.PhaseAsync("Close again", () => Draws.CloseAsync(calendar.SecondClosesAt, stop));
        await Draws.AnnounceAsync(calendar.SecondWave, calendar.SecondClosesAt, stop);
        await Draws.LookAsync(calendar.SecondWave, stop);
        await UseCardsAsync(calendar.SecondWave, calendar.SecondClosesAt, stop);
        await endings.LapseAsync(calendar.SecondWave, stop);

        await holds.FreeAfterTrainingAsync(stop);
        await endings.EndYearAsync(stop);
        await payouts.PassMonthsAsync(stop);
    }

    /// <summary>The weeks after a wave was announced: videos, courses, regrets, trainings, wallets.</summary>
    private async Task UseCardsAsync(int wave, DateTimeOffset closedAt, CancellationToken stop)
    {
        await videos.WatchAsync(wave, stop);
        await holds.BeforeBuyingAsync(wave, stop);

        await DayAfterAsync(wave, 1, closedAt, stop);
        await shopping.FirstCoursesAsync(wave, stop);

        await DayAfterAsync(wave, 3, closedAt, stop);
        await holds.FreeAsync(wave, stop);
        await shopping.SecondThoughtsAsync(wave, stop);

        await DayAfterAsync(wave, 5, closedAt, stop);
        await learning.RedeemAsync($"first courses of wave {wave}", wave, stop);
        await holds.CancelInTrainingAsync(wave, stop);
        await learning.FinishAsync($"first courses of wave {wave}", wave, stop);
        await holds.FreezeInTrainingAsync(wave, stop);
        await payouts.LinkAsync(wave, stop);

        await DayAfterAsync(wave, 8, closedAt, stop);
        await shopping.SecondCoursesAsync(wave, stop);
        await learning.RedeemAsync($"second courses of wave {wave}", wave, stop);
        await learning.FinishAsync($"second courses of wave {wave}", wave, stop);
    }

    private Task DayAfterAsync(int wave, int day, DateTimeOffset closedAt, CancellationToken stop) =>
        rehearsal.PhaseAsync(
            $"Day {day} after wave {wave}",
            () => clock.MoveToAsync(closedAt.AddDays(day).AddHours(10), stop));
}
