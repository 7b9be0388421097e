using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Phases;

/// <summary>
/// A wave closes, is drawn and announced by its own deadlines; then everybody looks how it went (S2).
/// </summary>
internal sealed class Draws(Rehearsal rehearsal, Sessions sessions, Clock clock)
{
    public async Task OpenAsync(CancellationToken stop)
    {
        await clock.MoveToAsync(rehearsal.Calendar.OpensAt, stop);
        await UntilStageAsync(rehearsal.Calendar.FirstWave, "open", stop);
        await UntilStageAsync(rehearsal.Calendar.SecondWave, "open", stop);
    }

    public Task CloseAsync(DateTimeOffset closesAt, CancellationToken stop) =>
        clock.MoveToAsync(closesAt, stop);

    public Task AnnounceAsync(int wave, DateTimeOffset closesAt, CancellationToken stop) =>
        rehearsal.PhaseAsync($"Draw and announce wave {wave}", async () =>
        {
            await UntilStageAsync(wave, "closed", stop);
            await clock.MoveToAsync(closesAt + Calendar.DrawAfter, stop);
            await UntilStageAsync(wave, "drawn", stop);
            await clock.MoveToAsync(closesAt + Calendar.AnnounceAfter, stop);
            await rehearsal.UntilAsync($"all awards of wave {wave}", async () =>
            {
                return (await ReadAsync(wave, stop)).Wave is { Stage: "announced", Awards: { } awards }
                    && awards.Awarded + awards.NotTaken == awards.Selected;
            }, stop);
        });

    public Task LookAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Learn the outcome of wave {wave}",
        rehearsal.Lives.Where(life => life.Joined.Contains(wave)),
        (life, cancel) => LookAsync(life, wave, cancel),
        stop);

    /// <summary>
    /// The wave with its quotas and, once it is drawn, what the server says of each province and tier.
    /// </summary>
    public Task<ManagedWave> ReadAsync(int wave, CancellationToken stop) => rehearsal.Client.SendAsync(
        Call.Get(rehearsal.Do.Manage, $"/api/v1/management/waves/{wave}", rehearsal.Operator),
        Wire.Default.ManagedWave,
        stop);

    private Task UntilStageAsync(int wave, string stage, CancellationToken stop) => rehearsal.UntilAsync(
        $"wave {wave} is {stage}",
        async () =>
            Array.IndexOf(Stages, (await ReadAsync(wave, stop)).Wave.Stage) >= Array.IndexOf(Stages, stage),
        stop);

    private static readonly string[] Stages = ["scheduled", "open", "closed", "drawn", "announced"];

    private async Task LookAsync(Life life, int wave, CancellationToken stop)
    {
        if (life.Award?.Wave == wave || life.NotSelected.ContainsKey(wave)) return;
        await rehearsal.UntilAsync("the dashboard tells the outcome", async () =>
        {
            var dashboard = await DashboardAsync(life, stop);
            var mine = Enumerable.Append(dashboard.Past, dashboard.Application).FirstOrDefault(
                one => one?.Wave == wave);
            switch (mine?.Status)
            {
                case "selected" when dashboard.Card is { } card: NoteAward(life, card); return true;
                case "notSelected":
                    rehearsal.Note(new Fact.NotSelected(life.Person.Index, wave, mine.Reason ?? "none"));
                    return true;
                case null:
                    rehearsal.Note(new Fact.NotSelected(life.Person.Index, wave, Lost));
                    return true;
                default: return false;
            }
        }, stop);
    }

    /// <summary>An application that was acknowledged and that the server no longer knows.</summary>
    public const string Lost = "lost";

    private void NoteAward(Life life, CardView card)
    {
        var day = ProgrammeTime.DayOf(card.NotifiedAt);
        rehearsal.Note(new Fact.Selected(
            life.Person.Index,
            card.Wave,
            card.Balance,
            // D1: the day after the notification is day 1, and day 30 belongs to the window whole.
            ProgrammeTime.StartOf(day.AddDays(31)),
            // D2: 15 December belongs to the year whole.
            ProgrammeTime.StartOf(new DateOnly(day.Year, 12, 16))));
    }

    public async Task<DashboardView> DashboardAsync(Life life, CancellationToken stop)
    {
        Call Look(Credential by) => Call.Get(rehearsal.Do.Dashboard, "/api/v1/participants/me", by);
        return (await sessions.SendAsync(life, Look, stop)).Read(
            Look(Credential.None), Wire.Default.DashboardView);
    }
}
