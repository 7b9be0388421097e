using Prakerja.Load.Http;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>The quota of each province: a share of its people who can be drawn.</summary>
internal static class Quotas
{
    public static IReadOnlyList<Quota> Of(Population population, Func<ProvinceProfile, int> placesPerHundred)
    {
        var people = population.People.Where(person => person.CanBeDrawn).CountBy(person => person.Province)
            .ToDictionary();
        return
        [
            .. Provinces.All.Select(province =>
            {
                var places = Math.Max(
                    1, people.GetValueOrDefault(province.Code) * placesPerHundred(province) / 100);
                return new Quota(province.Code, places, TierPlacesOf(province, places));
            }),
        ];
    }

    private static Dictionary<string, int>? TierPlacesOf(ProvinceProfile province, int places) =>
        province.FirstTierPerHundred == 0
            ? null
            : new Dictionary<string, int> { ["1"] = Math.Max(1, places * province.FirstTierPerHundred / 100) };
}
