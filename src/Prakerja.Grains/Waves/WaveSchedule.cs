namespace Prakerja.Grains.Waves;

/// <summary>
/// The times and the stage of a wave, as a participant needs them to join. Every silo caches them for a short time. A
/// copy that is some seconds old is still correct, because the times decide and the wave's gate is checked in the end.
/// </summary>
/// <param name="Number">The wave's number, from 1.</param>
/// <param name="OpensAt">The first moment of joining; inclusive.</param>
/// <param name="ClosesAt">The end of joining (A3); exclusive: an application at this very moment is too late.</param>
/// <param name="DrawsAt">The time of the draw.</param>
/// <param name="AnnouncesAt">The time when the results are announced.</param>
/// <param name="RollPartitions">The number of partitions of the roll; fixed when the wave is planned.</param>
/// <param name="Stage">The stage that the wave has reached.</param>
/// <param name="Attempt">Where the sealed roll is stored; null before closing, and in waves that an earlier version
/// drew.</param>
/// <param name="HasRedraws">True when places were drawn again.</param>
/// <param name="IsSettled">True when no redraw can change an outcome any more.</param>
[GenerateSerializer, Immutable, Alias("wave-schedule")]
public sealed record WaveSchedule(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset OpensAt,
    [property: Id(2)] DateTimeOffset ClosesAt,
    [property: Id(3)] DateTimeOffset DrawsAt,
    [property: Id(4)] DateTimeOffset AnnouncesAt,
    [property: Id(5)] int RollPartitions,
    [property: Id(6)] WaveStage Stage,
    [property: Id(7)] long? Attempt = null,
    [property: Id(8)] bool HasRedraws = false,
    [property: Id(9)] bool IsSettled = false)
{
    /// <summary>Rule A3: <c>OpensAt ≤ now &lt; ClosesAt</c>.</summary>
    public bool IsOpenAt(DateTimeOffset now) => OpensAt <= now && now < ClosesAt;
}

/// <summary>The stages of a wave, in order. A wave in one stage has passed all stages before it.</summary>
[Alias("wave-stage")]
public enum WaveStage : byte
{
    Scheduled = 0,
    Open = 1,
    Closed = 2,
    Drawn = 3,
    Announced = 4,
}
