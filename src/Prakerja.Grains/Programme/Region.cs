using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. A province by its code at the Ministry of Home Affairs (Kemendagri), the first two digits of a
/// NIK. From 11 to 99, both included; whether such a province exists is for <see cref="Regions"/> to say.
/// BPS, the statistics office, numbers some provinces and many regencies otherwise: its codes do not belong
/// here. JSON: the two digits.
/// </summary>
[GenerateSerializer, Immutable, Alias("province-code")]
[JsonConverter(typeof(CodeJsonConverter<ProvinceCode>))]
public readonly record struct ProvinceCode : IWrittenInDigits<ProvinceCode>
{
    public const byte Min = 11;
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

    static bool IWrittenInDigits<ProvinceCode>.TryRead(ReadOnlySpan<char> text, out ProvinceCode value) =>
        TryParse(text, out value);

    string IWrittenInDigits<ProvinceCode>.Write() => ToString();
}

/// <summary>
/// Rule E5. A regency (kabupaten) or city (kota) by its Kemendagri code, the first four digits of a NIK: the
/// province, then 01 to 99 within it, both included; cities count from 71. JSON: the four digits.
/// </summary>
[GenerateSerializer, Immutable, Alias("regency-code")]
[JsonConverter(typeof(CodeJsonConverter<RegencyCode>))]
public readonly record struct RegencyCode : IWrittenInDigits<RegencyCode>
{
    public const ushort Min = 1101;
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

    /// <summary>The province the code begins with.</summary>
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

    static bool IWrittenInDigits<RegencyCode>.TryRead(ReadOnlySpan<char> text, out RegencyCode value) =>
        TryParse(text, out value);

    string IWrittenInDigits<RegencyCode>.Write() => ToString();
}

/// <summary>Rule E5. A province and its Indonesian name, "Jawa Barat".</summary>
public sealed record Province(ProvinceCode Code, string Name);

/// <summary>Rule E5. A regency or city and its Indonesian name, "Kabupaten Bogor" or "Kota Bogor".</summary>
public sealed record Regency(RegencyCode Code, string Name);

/// <summary>The rows of one region file.</summary>
public sealed record RegionTable(
    FrozenDictionary<ProvinceCode, Province> Provinces, FrozenDictionary<RegencyCode, Regency> Regencies);

/// <summary>
/// Rule E5. The 34 provinces and 514 regencies and cities of 2021, before Papua was divided in 2022. A NIK
/// keeps the code of the place that first registered its holder, for life: a later code may be added to the
/// file, none may be taken out, or people's numbers, and the rows that hold them, could no longer be read.
/// </summary>
public static class Regions
{
    private const string ResourceName = "Regions.csv";
    private const string Header = "code,name";

    // Not a static initialiser: that would hide the message about the broken line in a
    // TypeInitializationException.
    private static readonly Lazy<RegionTable> Table = new(ReadResource);

    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; named.</exception>
    public static FrozenDictionary<ProvinceCode, Province> Provinces => Table.Value.Provinces;

    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; named.</exception>
    public static FrozenDictionary<RegencyCode, Regency> Regencies => Table.Value.Regencies;

    public static bool TryGetProvince(ProvinceCode code, [NotNullWhen(true)] out Province? province) =>
        Provinces.TryGetValue(code, out province);

    public static bool TryGetRegency(RegencyCode code, [NotNullWhen(true)] out Regency? regency) =>
        Regencies.TryGetValue(code, out regency);

    public static bool Exists(ProvinceCode code) => Provinces.ContainsKey(code);

    public static bool Exists(RegencyCode code) => Regencies.ContainsKey(code);

    /// <summary>
    /// Reads a region file: the header, then one row a region, <c>32,Jawa Barat</c> or <c>3273,Kota
    /// Bandung</c>, a province before its regencies. Nothing is skipped or mended.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is malformed; named, counting from 1.</exception>
    public static RegionTable Read(TextReader rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var provinces = new Dictionary<ProvinceCode, Province>();
        var regencies = new Dictionary<RegencyCode, Regency>();
        var lineNumber = 1;
        if (rows.ReadLine() != Header) throw Malformed(lineNumber, $"the header is not '{Header}'");

        while (rows.ReadLine() is { } line)
        {
            lineNumber++;
            var fields = line.Split(',');
            if (fields is not [var code, var name])
                throw Malformed(lineNumber, "it is not a code and a name");
            if (name.Length == 0 || name != name.Trim())
                throw Malformed(lineNumber, "the name is blank or padded");

            if (ProvinceCode.TryParse(code, out var province))
            {
                if (!provinces.TryAdd(province, new Province(province, name)))
                    throw Malformed(lineNumber, $"province {code} was there before");
            }
            else if (RegencyCode.TryParse(code, out var regency))
            {
                if (!provinces.ContainsKey(regency.Province))
                    throw Malformed(lineNumber, $"regency {code} comes before its province");
                if (!regencies.TryAdd(regency, new Regency(regency, name)))
                    throw Malformed(lineNumber, $"regency {code} was there before");
            }
            else
            {
                throw Malformed(lineNumber, "the code is neither a province's nor a regency's");
            }
        }

        return new RegionTable(provinces.ToFrozenDictionary(), regencies.ToFrozenDictionary());
    }

    private static RegionTable ReadResource()
    {
        using var resource = typeof(Regions).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidDataException($"The resource {ResourceName} is not embedded.");
        using var rows = new StreamReader(resource);
        return Read(rows);
    }

    private static InvalidDataException Malformed(int lineNumber, string why) =>
        new($"{ResourceName}, line {lineNumber}: {why}.");
}
