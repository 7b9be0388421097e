namespace Prakerja.Grains.Programme;

/// <summary>Rule E5. A province and its Indonesian name, "Jawa Barat".</summary>
public sealed record Province(ProvinceCode Code, string Name);
