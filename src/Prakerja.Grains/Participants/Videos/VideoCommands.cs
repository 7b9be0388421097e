namespace Prakerja.Grains.Participants;

/// <content>Commands about the introduction videos (V1).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>
    /// Reports a heartbeat of the player (V1). <paramref name="Video"/> counts from 1; the position is the one that the
    /// player shows.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("watch-video")]
    public sealed record WatchVideo([property: Id(0)] int Video, [property: Id(1)] int PositionSeconds)
        : ParticipantCommand;
}
