namespace Prakerja.Load.People;

/// <summary>A province of the run, with its share of people and places.</summary>
/// <param name="Code">The province code, as in a NIK.</param>
/// <param name="Regencies">Codes of real regencies in the province.</param>
/// <param name="Weight">Its share of all households. Percent.</param>
/// <param name="PlacesPerHundred">
/// Places of the first wave for each hundred people who can be drawn; above 100, nobody loses to the quota.
/// </param>
/// <param name="FirstTierPerHundred">The largest part of the places for tier 1. Percent; 0 = no limit.</param>
internal sealed record ProvinceProfile(
    string Code, IReadOnlyList<string> Regencies, int Weight, int PlacesPerHundred, int FirstTierPerHundred);

/// <summary>Ten provinces: some with far more people than places, others with more places than people.</summary>
internal static class Provinces
{
    public static IReadOnlyList<ProvinceProfile> All { get; } =
    [
        new("31", ["3171", "3174", "3175"], 16, 22, 0),
        new("32", ["3201", "3273", "3275"], 22, 24, 0),
        new("33", ["3310", "3372", "3374"], 17, 28, 50),
        new("35", ["3515", "3573", "3578"], 19, 20, 0),
        new("36", ["3603", "3671"], 8, 35, 40),
        new("12", ["1207", "1271"], 7, 30, 0),
        new("11", ["1171"], 3, 40, 0),
        new("73", ["7306", "7371"], 4, 120, 0),
        new("53", ["5301", "5371"], 2, 120, 0),
        new("91", ["9101", "9171"], 2, 120, 0),
    ];

    public static ProvinceProfile Of(string code) => All.First(province => province.Code == code);
}
