namespace Prakerja.Grains.Participants;

/// <content>Watching the introduction videos (V1).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>V1. <paramref name="Video"/> counts from 1; the position is what the player shows.</summary>
    [GenerateSerializer, Immutable, Alias("watch-video")]
    public sealed record WatchVideo([property: Id(0)] int Video, [property: Id(1)] int PositionSeconds)
        : ParticipantCommand;
}
