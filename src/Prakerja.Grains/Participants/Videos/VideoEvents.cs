using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <content>Watching the introduction videos (V1).</content>
[JsonDerivedType(typeof(VideoHeartbeat), "video_heartbeat")]
[JsonDerivedType(typeof(VideosFinished), "videos_finished")]
public abstract partial record ParticipantEvent
{
    public sealed record VideoHeartbeat(int Video, int WatchedMilliseconds, DateTimeOffset At) : ParticipantEvent;

    /// <summary>V1: the card number shows from here on.</summary>
    public sealed record VideosFinished : ParticipantEvent;
}
