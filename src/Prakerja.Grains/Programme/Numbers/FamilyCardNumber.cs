using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E4. The number of a family card (Kartu Keluarga), which identifies a household: 16 digits, province 2, regency
/// 2, district 2, date 6, serial 4. The province and regency must exist as in rule E5, and the serial is 0001 to 9999,
/// both included. District and date of issue are not checked, because no rule uses them. It takes eight bytes and is
/// masked like a NIK.
/// </summary>
[GenerateSerializer, Immutable, Alias("family-card-number")]
[JsonConverter(typeof(DigitsJsonConverter<FamilyCardNumber>))]
public readonly record struct FamilyCardNumber : IDigitString<FamilyCardNumber>
{
    /// <summary>Digits of the number.</summary>
    public const int DigitCount = 16;

    private const long RegencyUnit = 1_000_000_000_000;
    private const long SerialLimit = 10_000;

    [Id(0)]
    private readonly long number;

    private FamilyCardNumber(long number) => this.number = number;

    /// <summary>The province where the card was issued.</summary>
    public ProvinceCode Province => Regency.Province;

    /// <summary>The regency where the card was issued.</summary>
    public RegencyCode Regency => new((ushort)(number / RegencyUnit));

    /// <summary>
    /// Reads exactly 16 digits 0 to 9 and nothing else: no spaces, signs or digits of other scripts.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FamilyCardNumber familyCard)
    {
        var isValid = Digits.TryRead(text, DigitCount, out var number)
            && RegencyCode.TryParse(text[..4], out var regency)
            && Regions.IsCurrentOrRetired(regency)
            && number % SerialLimit != 0;
        familyCard = isValid ? new FamilyCardNumber(number) : default;
        return isValid;
    }

    /// <summary>The 16 digits, only for people who may see them. Never for a log.</summary>
    public string Reveal() => number.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>A fixed text that does not contain the number.</summary>
    public override string ToString() => "KK ****";

    static bool IDigitString<FamilyCardNumber>.TryParse(
        ReadOnlySpan<char> text, out FamilyCardNumber value) =>
        TryParse(text, out value);

    string IDigitString<FamilyCardNumber>.ToDigits() => Reveal();
}
