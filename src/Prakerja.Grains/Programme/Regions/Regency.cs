namespace Prakerja.Grains.Programme;

/// <summary>Rule E5. A regency or city and its Indonesian name, "Kabupaten Bogor" or "Kota Bogor".</summary>
public sealed record Regency(RegencyCode Code, string Name);

/// <summary>
/// Rule E5. The old code of a regency whose province was divided.
/// </summary>
/// <param name="DivisionYear">The year of the law that divided the province.</param>
/// <param name="CurrentCode">The code of the regency in its new province.</param>
public sealed record RetiredRegency(RegencyCode Code, string Name, int DivisionYear, RegencyCode CurrentCode);
