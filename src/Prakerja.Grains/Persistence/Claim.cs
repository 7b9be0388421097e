using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>
/// A unique value held by one grain. <paramref name="Slot"/> numbers the places of one value (a household has 1 and 2).
/// </summary>
public readonly record struct Claim(ClaimKind Kind, KeyedHash Value, byte Slot = 0);
