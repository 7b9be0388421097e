using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule A1. An Indonesian mobile number, which receives the one-time codes. It is stored as E.164 without the plus: 62,
/// then 8 and eight to eleven more digits. In national form that is 08… with 10 to 13 digits, both included. 080… is
/// refused: those are toll-free and premium services, which receive no SMS. It takes eight bytes and is masked like a
/// NIK.
/// </summary>
[GenerateSerializer, Immutable, Alias("phone-number")]
[JsonConverter(typeof(DigitsJsonConverter<PhoneNumber>))]
public readonly record struct PhoneNumber : IDigitString<PhoneNumber>
{
    // Without the country code 62 and without the national prefix 0.
    private const int NationalDigitsMin = 9;
    private const int NationalDigitsMax = 12;

    [Id(0)]
    private readonly long number;

    private PhoneNumber(long number) => this.number = number;

    /// <summary>
    /// Reads "08…", "628…" or "+628…" with digits 0 to 9 only: no spaces, hyphens, brackets or digits of other scripts.
    /// The three spellings of a number give equal values.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber phone)
    {
        phone = default;
        var national = text switch
        {
            ['0', .. var rest] => rest,
            ['6', '2', .. var rest] => rest,
            ['+', '6', '2', .. var rest] => rest,
            _ => default,
        };
        if (national is not ['8', not '0', ..]) return false;
        if (national.Length is < NationalDigitsMin or > NationalDigitsMax) return false;
        if (!Digits.TryRead(national, national.Length, out var nationalNumber)) return false;

        var countryUnit = 1L;
        for (var digit = 0; digit < national.Length; digit++) countryUnit *= 10;
        phone = new PhoneNumber((62 * countryUnit) + nationalNumber);
        return true;
    }

    /// <summary>"+628…", only for sending and for people who may see it. Never for a log.</summary>
    public string Reveal() => string.Create(CultureInfo.InvariantCulture, $"+{number}");

    /// <summary>A fixed text that does not contain the number.</summary>
    public override string ToString() => "Phone ****";

    static bool IDigitString<PhoneNumber>.TryParse(ReadOnlySpan<char> text, out PhoneNumber value) =>
        TryParse(text, out value);

    string IDigitString<PhoneNumber>.ToDigits() => Reveal();
}
