using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// What one roll partition must remember beyond the roll itself: who was set aside (the facts behind it may change after
/// the draw) and how far the awards have come. Everybody else's outcome follows from ticket and line.
/// </summary>
public sealed record WaveRollState(
    long Entries, [property: JsonConverter(typeof(SetAsideEntriesConverter))] ImmutableArray<SetAsideEntry> SetAside)
{
    /// <summary>Null until the results are told.</summary>
    public Awards? Awards { get; init; }
}

/// <param name="DueAt">When the next awards are due: when the last ones were made, until all are.</param>
/// <param name="Selected">Winners in this partition.</param>
/// <param name="Awarded">Winners that have their card.</param>
/// <param name="NotTaken">Winners that could not have it any more (E4), with the reason among the set aside.</param>
/// <param name="Last">The last winner dealt with, in the order of the hashes.</param>
public sealed record Awards(
    WaveDraw Draw, DateTimeOffset DueAt, long Selected, long Awarded, long NotTaken, KeyedHash? Last, bool Finished);

/// <summary>What happened to a roll partition. Stored names: never change one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(RollPrepared), "prepared")]
[JsonDerivedType(typeof(AwardsStarted), "awards_started")]
[JsonDerivedType(typeof(AwardsMade), "awards_made")]
public abstract record WaveRollEvent
{
    private WaveRollEvent()
    {
    }

    // Who was set aside may be half a million people: they are in the state, once.
    public sealed record RollPrepared(long Entries, [property: JsonIgnore] ImmutableArray<SetAsideEntry> SetAside)
        : WaveRollEvent;

    public sealed record AwardsStarted(
        WaveDraw Draw, DateTimeOffset At, long Selected, [property: JsonIgnore] ImmutableArray<SetAsideEntry> SetAside)
        : WaveRollEvent;

    public sealed record AwardsMade(
        DateTimeOffset At, int Awarded, ImmutableArray<SetAsideEntry> NotTaken, KeyedHash? Last, bool Finished)
        : WaveRollEvent;
}
