using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The stored state of one roll partition: the applications that were set aside, and the progress of the awards. The
/// set-aside entries are stored because their causes may change after the draw. The outcome of every other
/// application follows from its ticket and the last winning ticket of its cell.
/// </summary>
public sealed record WaveRollState(
    long Entries, [property: JsonConverter(typeof(SetAsideEntriesConverter))] ImmutableArray<SetAsideEntry> SetAside)
{
    /// <summary>Null until the results are announced.</summary>
    public Awards? Awards { get; init; }
}

/// <summary>The awards of one roll partition.</summary>
/// <param name="DueAt">The deadline of the next awards: the time of the last ones, until all are made.</param>
/// <param name="Selected">Winners in this partition.</param>
/// <param name="Awarded">Winners that have their card.</param>
/// <param name="NotTaken">Winners that could not get the card any more (E4); their reasons are in SetAside.</param>
/// <param name="Last">The last winner that was processed, in the order of the hashes.</param>
public sealed record Awards(
    WaveDraw Draw, DateTimeOffset DueAt, long Selected, long Awarded, long NotTaken, KeyedHash? Last, bool Finished);

/// <summary>The events of a roll partition. The names are stored: never change one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(RollPrepared), "prepared")]
[JsonDerivedType(typeof(AwardsStarted), "awards_started")]
[JsonDerivedType(typeof(AwardsMade), "awards_made")]
public abstract record WaveRollEvent
{
    private WaveRollEvent()
    {
    }

    // SetAside may hold half a million entries: only the state stores them, the event does not.
    public sealed record RollPrepared(long Entries, [property: JsonIgnore] ImmutableArray<SetAsideEntry> SetAside)
        : WaveRollEvent;

    public sealed record AwardsStarted(
        WaveDraw Draw, DateTimeOffset At, long Selected, [property: JsonIgnore] ImmutableArray<SetAsideEntry> SetAside)
        : WaveRollEvent;

    public sealed record AwardsMade(
        DateTimeOffset At, int Awarded, ImmutableArray<SetAsideEntry> NotTaken, KeyedHash? Last, bool Finished)
        : WaveRollEvent;
}
