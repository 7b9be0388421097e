using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. The code of a regency (kabupaten) or city (kota) at Kemendagri: the first four digits of a NIK. They are
/// the province and 01 to 99 within it, both included; cities begin at 71. JSON: the four digits.
/// </summary>
[GenerateSerializer, Immutable, Alias("regency-code")]
[JsonConverter(typeof(DigitsPropertyNameJsonConverter<RegencyCode>))]
public readonly record struct RegencyCode : IDigitString<RegencyCode>
{
    /// <summary>Smallest code.</summary>
    public const ushort Min = 1101;

    /// <summary>Largest code.</summary>
    public const ushort Max = 9999;

    /// <exception cref="ArgumentOutOfRangeException">Not from 1101 to 9999, or ending in 00.</exception>
    public RegencyCode(ushort value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, Min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        ArgumentOutOfRangeException.ThrowIfZero(value % 100, nameof(value));
        Value = value;
    }

    [Id(0)]
    public ushort Value { get; }

    /// <summary>The province: the first two digits.</summary>
    public ProvinceCode Province => new((byte)(Value / 100));

    /// <summary>Reads exactly four digits: a province of 11 to 99 and a regency of 01 to 99.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RegencyCode code)
    {
        var isCode = Digits.TryRead(text, 4, out var number) && number >= Min && number % 100 != 0;
        code = isCode ? new RegencyCode((ushort)number) : default;
        return isCode;
    }

    /// <summary>The four digits.</summary>
    public override string ToString() => Value.ToString("0000", CultureInfo.InvariantCulture);

    static bool IDigitString<RegencyCode>.TryParse(ReadOnlySpan<char> text, out RegencyCode value) =>
        TryParse(text, out value);

    string IDigitString<RegencyCode>.ToDigits() => ToString();
}
