namespace Prakerja.Grains.Programme;

/// <summary>Rule E5. A regency or city and its Indonesian name, "Kabupaten Bogor" or "Kota Bogor".</summary>
public sealed record Regency(RegencyCode Code, string Name);

/// <summary>
/// Rule E5. The old code of a regency whose province was divided. <paramref name="Until"/> is the year of the law that
/// divided it, <paramref name="Now"/> is the new code.
/// </summary>
public sealed record RetiredRegency(RegencyCode Code, string Name, int Until, RegencyCode Now);
