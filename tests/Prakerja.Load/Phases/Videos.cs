using System.Collections.Concurrent;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>
/// V1: the three videos, watched in programme time. All viewers send a heartbeat together, then the clock moves by less
/// than the allowed gap, and all send the next heartbeat.
/// </summary>
internal sealed class Videos(RunContext context, Sessions sessions, RehearsalClock clock)
{
    // The server allows a gap of 60 s; the rest is reserve for a round of heartbeats or a restart.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(42);
    private const int RoundsMax = 60;

    // As many people as can send a heartbeat within that time.
    private const int AudienceMax = 4_000;

    private readonly ConcurrentDictionary<int, (int Video, int WatchedSeconds)> playing = new();

    public Task WatchAsync(int wave, CancellationToken stop) =>
        context.PhaseAsync($"Watch the videos, wave {wave}", async () =>
        {
            var viewers = context.Participants
                .Where(participant => participant.Award?.Wave == wave
                    && participant.Person.CardPlan is not CardPlan.NeverWatches)
                .ToList();
            foreach (var audience in viewers.Chunk(AudienceMax)) await WatchTogetherAsync(audience, stop);
            await context.ForEachAsync("See the card number", viewers, ReadCardNumberAsync, stop);
        });

    private async Task WatchTogetherAsync(Participant[] audience, CancellationToken stop)
    {
        for (var round = 1; Array.Exists(audience, one => !one.HasWatched && one.Stuck is null); round++)
        {
            if (round > RoundsMax)
                throw new PhaseFailedException($"Videos not watched in {RoundsMax} rounds.");
            if (round > 1) await clock.AdvanceAsync(Step, stop);
            var waiting = audience.Where(participant => !participant.HasWatched);
            await context.ForEachAsync($"Watch the videos, round {round}", waiting, SendHeartbeatAsync, stop);
        }
    }

    private async Task SendHeartbeatAsync(Participant participant, CancellationToken stop)
    {
        var index = participant.Person.Index;
        if (!playing.TryGetValue(index, out var at))
        {
            await StartAsync(participant, 1, stop);
            return;
        }

        var position = at.WatchedSeconds + (int)Step.TotalSeconds;
        var view = await SendAsync(participant, at.Video, position, stop);
        if (view.Finished)
        {
            context.Note(new Fact.VideosFinished(index));
            return;
        }

        var video = view.Videos.First(video => video.WatchedSeconds < video.LengthSeconds);
        if (video.Number == at.Video) playing[index] = (at.Video, video.WatchedSeconds);
        else await StartAsync(participant, video.Number, stop);
    }

    /// <summary>
    /// The first heartbeat of a video only starts its clock. Some people jump to the end, which does not count.
    /// </summary>
    private async Task StartAsync(Participant participant, int number, CancellationToken stop)
    {
        var view = await SendAsync(participant, number, 0, stop);
        var attempt = ForbiddenAction.JumpingAhead;
        if (context.ChoicesOf(participant).JumpsAhead && !participant.Attempts.Contains(attempt.Name))
        {
            var jumped = await SendAsync(participant, number, LengthSeconds, stop);
            var (watched, before) = (Of(jumped, number).WatchedSeconds, Of(view, number).WatchedSeconds);
            context.Note(watched > before
                ? new Fact.NotRefused(participant.Person.Index, attempt.Name, $"{watched} s counted")
                : new Fact.Refused(participant.Person.Index, attempt.Name, attempt.Codes[0]));
            view = jumped;
        }

        playing[participant.Person.Index] = (number, Of(view, number).WatchedSeconds);
    }

    private static VideoView Of(VideosView view, int number) =>
        view.Videos.First(video => video.Number == number);

    // No video is longer than this, and a position after the end is invalid.
    private const int LengthSeconds = 120;

    private async Task<VideosView> SendAsync(Participant participant, int video, int position, CancellationToken stop)
    {
        var body = new HeartbeatBody(Math.Min(position, LengthSeconds));
        Call Heartbeat(Credential by) => Call.Post(
            context.Operations.Heartbeat, $"/api/v1/participants/me/videos/{video}/heartbeat", by)
            .With(body, Wire.Default.HeartbeatBody);
        return (await sessions.SendAsync(participant, Heartbeat, stop)).Read(
            Heartbeat(Credential.None), Wire.Default.VideosView);
    }

    private async Task ReadCardNumberAsync(Participant participant, CancellationToken stop)
    {
        if (participant.CardNumber is not null) return;
        Call Request(Credential by) => Call.Get(context.Operations.Card, "/api/v1/participants/me/card", by);
        var card = (await sessions.SendAsync(participant, Request, stop)).Read(
            Request(Credential.None), Wire.Default.CardView);
        if (card.Number is not { } number)
            throw new PhaseFailedException(
                $"Person {participant.Person.Index} watched all and sees no card number.");
        context.Note(new Fact.CardNumberRead(participant.Person.Index, number));
    }
}
