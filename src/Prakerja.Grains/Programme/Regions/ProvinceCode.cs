using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. The code of a province at the Ministry of Home Affairs (Kemendagri): the first two digits of a NIK, from 11
/// to 99, both included. <see cref="Regions"/> knows which provinces exist. The statistics office (BPS) has other codes
/// for some provinces and many regencies; they are not used here. JSON: the two digits.
/// </summary>
[GenerateSerializer, Immutable, Alias("province-code")]
[JsonConverter(typeof(DigitsPropertyNameJsonConverter<ProvinceCode>))]
public readonly record struct ProvinceCode : IDigitString<ProvinceCode>
{
    /// <summary>Smallest code.</summary>
    public const byte Min = 11;

    /// <summary>Largest code.</summary>
    public const byte Max = 99;

    /// <exception cref="ArgumentOutOfRangeException">The value is not from 11 to 99.</exception>
    public ProvinceCode(byte value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, Min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        Value = value;
    }

    [Id(0)]
    public byte Value { get; }

    /// <summary>Reads exactly two digits, 11 to 99.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ProvinceCode code)
    {
        var isCode = Digits.TryRead(text, 2, out var number) && number >= Min;
        code = isCode ? new ProvinceCode((byte)number) : default;
        return isCode;
    }

    /// <summary>The two digits.</summary>
    public override string ToString() => Value.ToString("00", CultureInfo.InvariantCulture);

    static bool IDigitString<ProvinceCode>.TryParse(ReadOnlySpan<char> text, out ProvinceCode value) =>
        TryParse(text, out value);

    string IDigitString<ProvinceCode>.ToDigits() => ToString();
}
