using System.Collections.Concurrent;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>
/// V1: three videos, watched in the programme's time. All watch together: everybody sends a heartbeat, the
/// clock moves by less than the silence that still counts, everybody sends the next.
/// </summary>
internal sealed class Videos(Rehearsal rehearsal, Sessions sessions, Clock clock)
{
    // The server forgives 60 s of silence; the rest of them is for a round of heartbeats, or a restart in it.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(42);
    private const int RoundsMax = 60;

    // No more than can send a heartbeat within that time.
    private const int AudienceMax = 4_000;

    private readonly ConcurrentDictionary<int, (int Video, int WatchedSeconds)> playing = new();

    public Task WatchAsync(int wave, CancellationToken stop) =>
        rehearsal.PhaseAsync($"Watch the videos, wave {wave}", async () =>
        {
            var viewers = rehearsal.Lives
                .Where(life => life.Award?.Wave == wave && life.Person.Fate is not Fate.NeverWatches)
                .ToList();
            foreach (var audience in viewers.Chunk(AudienceMax)) await WatchTogetherAsync(audience, stop);
            await rehearsal.CrowdAsync("See the card number", viewers, SeeNumberAsync, stop);
        });

    private async Task WatchTogetherAsync(Life[] audience, CancellationToken stop)
    {
        for (var round = 1; Array.Exists(audience, life => !life.HasWatched && life.Stuck is null); round++)
        {
            if (round > RoundsMax)
                throw new PhaseFailedException($"Videos not watched in {RoundsMax} rounds.");
            if (round > 1) await clock.AdvanceAsync(Step, stop);
            var waiting = audience.Where(life => !life.HasWatched);
            await rehearsal.CrowdAsync($"Watch the videos, round {round}", waiting, BeatAsync, stop);
        }
    }

    private async Task BeatAsync(Life life, CancellationToken stop)
    {
        var index = life.Person.Index;
        if (!playing.TryGetValue(index, out var at))
        {
            await StartAsync(life, 1, stop);
            return;
        }

        var position = at.WatchedSeconds + (int)Step.TotalSeconds;
        var view = await SendAsync(life, at.Video, position, stop);
        if (view.Finished)
        {
            rehearsal.Note(new Fact.VideosFinished(index));
            return;
        }

        var video = view.Videos.First(video => video.WatchedSeconds < video.LengthSeconds);
        if (video.Number == at.Video) playing[index] = (at.Video, video.WatchedSeconds);
        else await StartAsync(life, video.Number, stop);
    }

    /// <summary>
    /// The first heartbeat of a video only starts its clock; some jump to the end, which earns nothing.
    /// </summary>
    private async Task StartAsync(Life life, int number, CancellationToken stop)
    {
        var view = await SendAsync(life, number, 0, stop);
        var attempt = Forbidden.JumpingAhead;
        if (rehearsal.ChoicesOf(life).JumpsAhead && !life.Attempts.Contains(attempt.Name))
        {
            var jumped = await SendAsync(life, number, LengthSeconds, stop);
            var (watched, before) = (Of(jumped, number).WatchedSeconds, Of(view, number).WatchedSeconds);
            rehearsal.Note(watched > before
                ? new Fact.NotRefused(life.Person.Index, attempt.Name, $"{watched} s counted")
                : new Fact.Refused(life.Person.Index, attempt.Name, attempt.Codes[0]));
            view = jumped;
        }

        playing[life.Person.Index] = (number, Of(view, number).WatchedSeconds);
    }

    private static VideoView Of(VideosView view, int number) =>
        view.Videos.First(video => video.Number == number);

    // No video is longer than this, and a position behind the end is no position.
    private const int LengthSeconds = 120;

    private async Task<VideosView> SendAsync(Life life, int video, int position, CancellationToken stop)
    {
        var body = new HeartbeatBody(Math.Min(position, LengthSeconds));
        Call Beat(Credential by) => Call.Post(
            rehearsal.Do.Heartbeat, $"/api/v1/participants/me/videos/{video}/heartbeat", by)
            .With(body, Wire.Default.HeartbeatBody);
        return (await sessions.SendAsync(life, Beat, stop)).Read(
            Beat(Credential.None), Wire.Default.VideosView);
    }

    private async Task SeeNumberAsync(Life life, CancellationToken stop)
    {
        if (life.CardNumber is not null) return;
        Call Look(Credential by) => Call.Get(rehearsal.Do.Card, "/api/v1/participants/me/card", by);
        var card = (await sessions.SendAsync(life, Look, stop)).Read(
            Look(Credential.None), Wire.Default.CardView);
        if (card.Number is not { } number)
            throw new PhaseFailedException(
                $"Person {life.Person.Index} watched all and sees no card number.");
        rehearsal.Note(new Fact.NumberShown(life.Person.Index, number));
    }
}
