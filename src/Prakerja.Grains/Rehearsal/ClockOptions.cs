namespace Prakerja.Grains.Rehearsal;

/// <summary>Whether this is a rehearsal. Bound to <c>Prakerja:Clock</c>.</summary>
public sealed class ClockOptions
{
    public const string Section = "Prakerja:Clock";

    /// <summary>Management may move the time forward. Never in production.</summary>
    public bool Adjustable { get; init; }
}
