using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rule V1: what was watched is decided by the server's clock, not by the player's word.</summary>
public static class VideoRules
{
    /// <summary>
    /// Rule V1. A stretch counts when the player went on from where watching stood, no further than the time since its
    /// last heartbeat allows, on the same video and without a silence longer than <c>VideoGapSeconds</c>. Otherwise the
    /// heartbeat only starts the clock anew; what was watched before stays. Never more is credited than time has passed,
    /// so the tolerance forgives a hasty player's clock and earns nothing, however often it is used.
    /// </summary>
    public static Decision<ParticipantEvent> Watch(
        ParticipantState state, int video, int positionSeconds, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Card is null) return ParticipantRefusals.NoCard;
        if (video < 1 || video > options.IntroductionVideoSeconds.Count) return ParticipantRefusals.VideoUnknown;
        var length = options.IntroductionVideoSeconds[video - 1];
        if (positionSeconds < 0 || positionSeconds > length) return ParticipantRefusals.VideoPositionInvalid;
        if (state.Videos is { Finished: true }) return ImmutableArray<ParticipantEvent>.Empty;

        var watched = Credited(state, video, positionSeconds * 1_000, now, options);
        var heartbeat = new VideoHeartbeat(video, watched, now);
        var finished = Enumerable.Range(1, options.IntroductionVideoSeconds.Count).All(
            number => (number == video ? watched : WatchedMillisecondsOf(state, number))
                >= options.IntroductionVideoSeconds[number - 1] * 1_000);
        return finished ? new Decision<ParticipantEvent>([heartbeat, new VideosFinished()], null) : heartbeat;
    }

    /// <summary>How much of a video counts as watched, from its start without a gap.</summary>
    public static int WatchedMillisecondsOf(ParticipantState state, int video) =>
        state.Videos is { } videos && video <= videos.WatchedMilliseconds.Length
            ? videos.WatchedMilliseconds[video - 1]
            : 0;

    private static int Credited(
        ParticipantState state, int video, int positionMilliseconds, DateTimeOffset now, ProgrammeOptions options)
    {
        var watched = WatchedMillisecondsOf(state, video);
        if (state.Videos is not { } before || before.Playing != video) return watched;
        var elapsed = now - before.HeartbeatAt;
        // Less than nothing: the clocks of two silos differ a little; nothing watched is taken away for it.
        if (elapsed < TimeSpan.Zero || elapsed > TimeSpan.FromSeconds(options.VideoGapSeconds)) return watched;
        var passed = (long)elapsed.TotalMilliseconds;
        var ahead = positionMilliseconds - watched - passed;
        if (ahead > options.VideoToleranceSeconds * 1_000L || positionMilliseconds <= watched) return watched;
        return (int)Math.Min(positionMilliseconds, watched + passed);
    }
}
