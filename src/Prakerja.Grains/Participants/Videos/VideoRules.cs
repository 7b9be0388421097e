using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>
/// Rule V1. What counts as watched follows from the server's clock, not from the player's report alone.
/// </summary>
public static class VideoRules
{
    /// <summary>
    /// Rule V1. Time counts as watched when the same video continues from the last counted position, when the position
    /// has moved no further than the time since the last heartbeat (plus <c>VideoToleranceSeconds</c>), and when that
    /// time is at most <c>VideoGapSeconds</c>. Otherwise the heartbeat only restarts the measurement; what was watched
    /// before still counts. Never more is counted than the time that has passed, so the tolerance cannot be used to
    /// gain time.
    /// </summary>
    public static Decision<ParticipantEvent> Watch(
        ParticipantState state, int video, int positionSeconds, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Card is null) return ParticipantRefusals.NoCard;
        if (video < 1 || video > options.IntroductionVideoSeconds.Count) return ParticipantRefusals.VideoUnknown;
        var length = options.IntroductionVideoSeconds[video - 1];
        if (positionSeconds < 0 || positionSeconds > length) return ParticipantRefusals.VideoPositionInvalid;
        if (state.Videos is { Finished: true }) return ImmutableArray<ParticipantEvent>.Empty;

        var watched = CountWatchedMilliseconds(state, video, positionSeconds * 1_000, now, options);
        var heartbeat = new VideoHeartbeat(video, watched, now);
        var finished = Enumerable.Range(1, options.IntroductionVideoSeconds.Count).All(
            number => (number == video ? watched : WatchedMillisecondsOf(state, number))
                >= options.IntroductionVideoSeconds[number - 1] * 1_000);
        return finished ? new Decision<ParticipantEvent>([heartbeat, new VideosFinished()], null) : heartbeat;
    }

    /// <summary>Rule V1. How much of a video counts as watched, from its start without a gap, milliseconds.</summary>
    public static int WatchedMillisecondsOf(ParticipantState state, int video) =>
        state.Videos is { } videos && video <= videos.WatchedMilliseconds.Length
            ? videos.WatchedMilliseconds[video - 1]
            : 0;

    private static int CountWatchedMilliseconds(
        ParticipantState state, int video, int positionMilliseconds, DateTimeOffset now, ProgrammeOptions options)
    {
        var watched = WatchedMillisecondsOf(state, video);
        if (state.Videos is not { } before || before.Playing != video) return watched;
        var elapsed = now - before.HeartbeatAt;
        // A negative time comes from the clocks of two silos, which differ a little; it takes nothing away.
        if (elapsed < TimeSpan.Zero || elapsed > TimeSpan.FromSeconds(options.VideoGapSeconds)) return watched;
        var passed = (long)elapsed.TotalMilliseconds;
        var ahead = positionMilliseconds - watched - passed;
        if (ahead > options.VideoToleranceSeconds * 1_000L || positionMilliseconds <= watched) return watched;
        return (int)Math.Min(positionMilliseconds, watched + passed);
    }
}
