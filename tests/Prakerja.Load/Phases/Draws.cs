using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.Invariants;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>
/// Opens and closes waves, waits for the draw and the announcement, and reads the outcome of every participant (S2).
/// </summary>
internal sealed class Draws(RunContext context, Sessions sessions, RehearsalClock clock, Witnesses witnesses)
{
    public async Task OpenWavesAsync(CancellationToken stop)
    {
        await clock.MoveToAsync(context.Calendar.OpensAt, stop);
        await UntilStageAsync(context.Calendar.FirstWave, "open", stop);
        await UntilStageAsync(context.Calendar.SecondWave, "open", stop);
    }

    public Task CloseWaveAsync(int wave, DateTimeOffset closesAt, CancellationToken stop) =>
        context.StepAsync($"Close wave {wave}", () => clock.MoveToAsync(closesAt, stop));

    /// <summary>Each step is a line of its own, so that a test can disturb every one of them.</summary>
    public async Task AnnounceAsync(int wave, DateTimeOffset closesAt, CancellationToken stop)
    {
        await context.StepAsync($"Commit wave {wave}", () => witnesses.SeeCommitmentAsync(wave, stop));
        await context.StepAsync($"Reveal wave {wave}", () => witnesses.RevealAsync(wave, closesAt, stop));
        await context.StepAsync($"Draw wave {wave}", async () =>
        {
            await clock.MoveToAsync(closesAt + Calendar.DrawAfter, stop);
            await UntilStageAsync(wave, "drawn", stop);
        });
        await context.StepAsync($"Announce wave {wave}", async () =>
        {
            await clock.MoveToAsync(closesAt + Calendar.AnnounceAfter, stop);
            await context.UntilAsync($"all awards of wave {wave}", async () =>
            {
                return (await ReadAsync(wave, stop)).Wave is { Stage: "announced", Awards: { } awards }
                    && awards.Awarded + awards.NotTaken == awards.Selected;
            }, stop);
        });
    }

    public Task LearnOutcomesAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Learn the outcome of wave {wave}",
        context.Participants.Where(participant => participant.Joined.Contains(wave)),
        (participant, cancel) => LearnOutcomeAsync(participant, wave, cancel),
        stop);

    /// <summary>The wave with its quotas and, after the draw, the result of each province and tier.</summary>
    public Task<ManagedWave> ReadAsync(int wave, CancellationToken stop) => context.Client.SendAsync(
        Call.Get(context.Operations.Manage, $"/api/v1/management/waves/{wave}", context.Operator),
        Wire.Default.ManagedWave,
        stop);

    /// <summary>The published files of the draw, as anybody can download them.</summary>
    public async Task<PublishedDraw> DownloadAsync(int wave, CancellationToken stop)
    {
        return new PublishedDraw(
            wave, await DownloadAsync("result"), await DownloadAsync("redraws"), witnesses.SecretsOf(wave));

        async Task<byte[]> DownloadAsync(string file) => (await context.Client.SendOrThrowAsync(
            Call.Get(context.Operations.Public, $"/api/v1/waves/{wave}/{file}", Credential.None), stop)).Body;
    }

    private Task UntilStageAsync(int wave, string stage, CancellationToken stop) => context.UntilAsync(
        $"wave {wave} is {stage}",
        async () =>
            Array.IndexOf(Stages, (await ReadAsync(wave, stop)).Wave.Stage) >= Array.IndexOf(Stages, stage),
        stop);

    private static readonly string[] Stages = ["scheduled", "open", "closed", "drawn", "announced"];

    private async Task LearnOutcomeAsync(Participant participant, int wave, CancellationToken stop)
    {
        if (participant.Award?.Wave == wave || participant.NotSelected.ContainsKey(wave)) return;
        await context.UntilAsync("the dashboard shows the outcome", async () =>
        {
            var dashboard = await DashboardAsync(participant, stop);
            var application = Enumerable.Append(dashboard.Past, dashboard.Application).FirstOrDefault(
                one => one?.Wave == wave);
            switch (application?.Status)
            {
                case "selected" when dashboard.Card is { } card: NoteAward(participant, card); return true;
                case "notSelected":
                    context.Note(new Fact.NotSelected(participant.Person.Index, wave, application.Reason ?? "none"));
                    return true;
                case null:
                    context.Note(new Fact.NotSelected(participant.Person.Index, wave, Fact.NotSelected.Lost));
                    return true;
                default: return false;
            }
        }, stop);
    }

    private void NoteAward(Participant participant, CardView card)
    {
        var day = ProgrammeTime.DayOf(card.NotifiedAt);
        context.Note(new Fact.Selected(
            participant.Person.Index,
            card.Wave,
            card.Balance,
            // D1: the day after the notification is day 1, and all of day 30 is part of the window.
            ProgrammeTime.StartOf(day.AddDays(31)),
            // D2: all of 15 December is part of the year.
            ProgrammeTime.StartOf(new DateOnly(day.Year, 12, 16))));
    }

    public async Task<DashboardView> DashboardAsync(Participant participant, CancellationToken stop)
    {
        Call Request(Credential by) => Call.Get(context.Operations.Dashboard, "/api/v1/participants/me", by);
        return (await sessions.SendAsync(participant, Request, stop)).Read(
            Request(Credential.None), Wire.Default.DashboardView);
    }
}
