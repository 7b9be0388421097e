namespace Prakerja.Grains.Rehearsal;

/// <summary>The setting that makes a system a rehearsal (configuration section <c>Prakerja:Clock</c>).</summary>
public sealed class ClockOptions
{
    public const string Section = "Prakerja:Clock";

    /// <summary>True when management may move the clock forward. Never set it in production.</summary>
    public bool Adjustable { get; init; }
}
