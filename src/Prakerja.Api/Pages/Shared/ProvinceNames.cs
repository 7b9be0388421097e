using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>Provinces as people read them.</summary>
internal static class ProvinceNames
{
    public static string Of(ProvinceCode code) =>
        Regions.TryGetProvince(code, out var province) ? province.Name : code.ToString();

    public static string Of(string code) => ProvinceCode.TryParse(code, out var parsed) ? Of(parsed) : code;

    /// <summary>All provinces, for a list of choices.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Choices { get; } =
    [
        .. Regions.Provinces.Values.OrderBy(province => province.Name, StringComparer.Ordinal)
            .Select(province => KeyValuePair.Create(province.Code.ToString(), province.Name)),
    ];
}
