using System.Text.Json.Serialization;

namespace Prakerja.Grains.Rehearsal;

/// <summary>
/// The events of the rehearsal's clock. The names are stored: never change one, add a new one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ClockMoved), "moved")]
public abstract record RehearsalEvent
{
    private RehearsalEvent()
    {
    }

    /// <summary>The clock was moved.</summary>
    /// <param name="Ahead">How far the clock is ahead of the system clock after the move.</param>
    /// <param name="At">The programme's time before the move.</param>
    public sealed record ClockMoved(TimeSpan Ahead, string By, DateTimeOffset At) : RehearsalEvent;
}
