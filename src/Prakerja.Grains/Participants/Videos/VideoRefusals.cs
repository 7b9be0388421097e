using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about the introduction videos (V1).</content>
public static partial class ParticipantRefusals
{
    /// <summary>There is no video with this number (V1).</summary>
    public static Refusal VideoUnknown { get; } = new("video.unknown");

    /// <summary>The position is negative or after the end of the video (V1).</summary>
    public static Refusal VideoPositionInvalid { get; } = new("video.position_invalid");

    /// <summary>The videos are not watched yet, so the card cannot be used to buy (V1).</summary>
    public static Refusal VideosNotWatched { get; } = new("videos.not_watched");
}
