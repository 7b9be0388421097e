namespace Prakerja.Grains.Management;

/// <summary>
/// The stored state of an exclusion list: the number of people on it. The people themselves are claims, which the draw
/// reads.
/// </summary>
public sealed record ExclusionListState(long Count);
