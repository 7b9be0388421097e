using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <content>Events of the introduction videos (V1).</content>
[JsonDerivedType(typeof(VideoHeartbeat), "video_heartbeat")]
[JsonDerivedType(typeof(VideosFinished), "videos_finished")]
public abstract partial record ParticipantEvent
{
    /// <summary>
    /// The player reported its position; <paramref name="WatchedMilliseconds"/> count as watched (V1).
    /// </summary>
    public sealed record VideoHeartbeat(int Video, int WatchedMilliseconds, DateTimeOffset At) : ParticipantEvent;

    /// <summary>All videos were watched; from now on the card number is shown (V1).</summary>
    public sealed record VideosFinished : ParticipantEvent;
}
