using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The introduction videos as the participant sees them.</summary>
[GenerateSerializer, Immutable, Alias("videos-view")]
public sealed record VideosView(
    [property: Id(0)] ImmutableArray<VideoView> Videos, [property: Id(1)] bool Finished);

/// <summary>One introduction video and how much of it counts as watched.</summary>
[GenerateSerializer, Immutable, Alias("video-view")]
public sealed record VideoView(
    [property: Id(0)] int Number, [property: Id(1)] int LengthSeconds, [property: Id(2)] int WatchedSeconds);

/// <content>Views of the introduction videos (V1).</content>
public static partial class ParticipantViews
{
    /// <summary>The introduction videos; null for a participant without a card.</summary>
    public static VideosView? Videos(ParticipantState state, ProgrammeOptions options) => state.Card is null
        ? null
        : new VideosView(
            [
                .. options.IntroductionVideoSeconds.Select((seconds, i) => new VideoView(
                    i + 1, seconds, VideoRules.WatchedMillisecondsOf(state, i + 1) / 1_000)),
            ],
            state.Videos is { Finished: true });
}
