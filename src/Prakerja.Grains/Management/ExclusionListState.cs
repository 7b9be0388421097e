namespace Prakerja.Grains.Management;

/// <summary>
/// How many people a list names; who they are is in its claims, where the draw looks for them.
/// </summary>
public sealed record ExclusionListState(long Count);
