using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Watching the introduction videos (V1).</content>
public static partial class ParticipantRefusals
{
    public static Refusal VideoUnknown { get; } = new("video.unknown");
    public static Refusal VideoPositionInvalid { get; } = new("video.position_invalid");
    public static Refusal VideosNotWatched { get; } = new("videos.not_watched");
}
