using System.Text.Json.Serialization;

namespace Prakerja.Grains.Rehearsal;

/// <summary>
/// What happened to the clock. The names are stored for ever: never change one, add a new one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ClockMoved), "moved")]
public abstract record RehearsalEvent
{
    private RehearsalEvent()
    {
    }

    /// <param name="Ahead">How far the clock is ahead from here on.</param>
    /// <param name="At">What it said before.</param>
    public sealed record ClockMoved(TimeSpan Ahead, string By, DateTimeOffset At) : RehearsalEvent;
}
