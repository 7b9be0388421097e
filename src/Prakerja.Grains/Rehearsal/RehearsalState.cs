namespace Prakerja.Grains.Rehearsal;

/// <summary>The stored state of the rehearsal: how far the programme's clock is ahead of the system clock.</summary>
public sealed record RehearsalState(TimeSpan Ahead);
