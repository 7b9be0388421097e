namespace Prakerja.Grains.Rehearsal;

/// <summary>How far the programme's clock is ahead of the system's.</summary>
public sealed record RehearsalState(TimeSpan Ahead);
