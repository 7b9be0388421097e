using System.Collections.Frozen;

namespace Prakerja.Grains.Programme;

/// <summary>The rows of one region file.</summary>
public sealed record RegionTable(
    FrozenDictionary<ProvinceCode, Province> Provinces, FrozenDictionary<RegencyCode, Regency> Regencies);
