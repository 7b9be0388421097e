namespace Prakerja.Grains.Waves;

/// <summary>
/// What a participant needs to know of a wave to join it. Kept in every silo for a moment; the times decide, so a copy
/// some seconds old is as good as a new one, and the wave's gate has the last word.
/// </summary>
/// <param name="Number">The wave's number, from 1.</param>
/// <param name="OpensAt">First moment of joining; belongs to it.</param>
/// <param name="ClosesAt">End of joining (A3); an application at this very moment is too late.</param>
/// <param name="DrawsAt">When the draw is held.</param>
/// <param name="AnnouncesAt">When results are told.</param>
/// <param name="RollPartitions">Over how many partitions the roll is spread; fixed when the wave is made.</param>
/// <param name="Stage">How far the wave has come.</param>
[GenerateSerializer, Immutable, Alias("wave-schedule")]
public sealed record WaveSchedule(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset OpensAt,
    [property: Id(2)] DateTimeOffset ClosesAt,
    [property: Id(3)] DateTimeOffset DrawsAt,
    [property: Id(4)] DateTimeOffset AnnouncesAt,
    [property: Id(5)] int RollPartitions,
    [property: Id(6)] WaveStage Stage)
{
    /// <summary>A3: <c>OpensAt ≤ now &lt; ClosesAt</c>.</summary>
    public bool IsOpenAt(DateTimeOffset now) => OpensAt <= now && now < ClosesAt;
}

/// <summary>How far a wave has come; each stage includes the ones before.</summary>
[Alias("wave-stage")]
public enum WaveStage : byte
{
    Scheduled = 0,
    Open = 1,
    Closed = 2,
    Drawn = 3,
    Announced = 4,
}
