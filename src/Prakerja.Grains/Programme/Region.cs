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
public readonly record struct ProvinceCode : IDigitString<ProvinceCode>
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

    static bool IDigitString<ProvinceCode>.TryRead(ReadOnlySpan<char> text, out ProvinceCode value) =>
        TryParse(text, out value);

    string IDigitString<ProvinceCode>.Write() => ToString();
}

/// <summary>
/// Rule E5. A regency (kabupaten) or city (kota) by its Kemendagri code, the first four digits of a NIK: the
/// province, then 01 to 99 within it, both included; cities count from 71. JSON: the four digits.
/// </summary>
[GenerateSerializer, Immutable, Alias("regency-code")]
[JsonConverter(typeof(CodeJsonConverter<RegencyCode>))]
public readonly record struct RegencyCode : IDigitString<RegencyCode>
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

    static bool IDigitString<RegencyCode>.TryRead(ReadOnlySpan<char> text, out RegencyCode value) =>
        TryParse(text, out value);

    string IDigitString<RegencyCode>.Write() => ToString();
}

/// <summary>Rule E5. A province and its Indonesian name, "Jawa Barat".</summary>
public sealed record Province(ProvinceCode Code, string Name);

/// <summary>Rule E5. A regency or city and its Indonesian name, "Kabupaten Bogor" or "Kota Bogor".</summary>
public sealed record Regency(RegencyCode Code, string Name);

/// <summary>
/// Rule E5. A code that a regency had until its province was divided. <paramref name="Until"/> is the year of the law
/// that did so, <paramref name="Now"/> the code it has had since.
/// </summary>
public sealed record RetiredRegency(RegencyCode Code, string Name, int Until, RegencyCode Now);

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
    private const string RetiredResourceName = "RetiredRegencies.csv";
    private const string RetiredHeader = "code,name,until,now";

    // Not a static initialiser: that would hide the message about the broken line in a
    // TypeInitializationException.
    private static readonly Lazy<RegionTable> Table = new(() => ReadResource(ResourceName, Read));
    private static readonly Lazy<FrozenDictionary<RegencyCode, RetiredRegency>> RetiredTable =
        new(() => ReadResource(RetiredResourceName, ReadRetired));

    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; named.</exception>
    public static FrozenDictionary<ProvinceCode, Province> Provinces => Table.Value.Provinces;

    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; named.</exception>
    public static FrozenDictionary<RegencyCode, Regency> Regencies => Table.Value.Regencies;

    /// <summary>
    /// Codes that are given to nobody any more and stand in the numbers of those who were registered under them:
    /// Kalimantan Utara left Kalimantan Timur in 2012, Sulawesi Barat left Sulawesi Selatan in 2004. The provinces
    /// founded from 1999 to 2002 are not here: their earlier codes were given to other regencies since, and so exist,
    /// or are not known for certain.
    /// </summary>
    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; named.</exception>
    public static FrozenDictionary<RegencyCode, RetiredRegency> Retired => RetiredTable.Value;

    public static bool TryGetProvince(ProvinceCode code, [NotNullWhen(true)] out Province? province) =>
        Provinces.TryGetValue(code, out province);

    public static bool TryGetRegency(RegencyCode code, [NotNullWhen(true)] out Regency? regency) =>
        Regencies.TryGetValue(code, out regency);

    public static bool Exists(ProvinceCode code) => Provinces.ContainsKey(code);

    public static bool Exists(RegencyCode code) => Regencies.ContainsKey(code);

    /// <summary>Whether there is or was such a regency: a number keeps the code it was given under.</summary>
    public static bool WasEver(RegencyCode code) => Exists(code) || Retired.ContainsKey(code);

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

    /// <summary>
    /// Reads the file of retired codes: the header, then one row a code, <c>6473,Kota Tarakan,2012,6571</c>. A code that
    /// somebody has now is not retired.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is malformed; named, counting from 1.</exception>
    public static FrozenDictionary<RegencyCode, RetiredRegency> ReadRetired(TextReader rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var retired = new Dictionary<RegencyCode, RetiredRegency>();
        var lineNumber = 1;
        if (rows.ReadLine() != RetiredHeader)
            throw Malformed(lineNumber, $"the header is not '{RetiredHeader}'", RetiredResourceName);

        while (rows.ReadLine() is { } line)
        {
            lineNumber++;
            if (line.Split(',') is not [var codeText, var name, var untilText, var nowText]
                || !RegencyCode.TryParse(codeText, out var code)
                || !Digits.TryRead(untilText, 4, out var until)
                || !RegencyCode.TryParse(nowText, out var now))
                throw Malformed(lineNumber, "it is not a code, a name, a year and a code", RetiredResourceName);
            if (Exists(code) || !Exists(now))
                throw Malformed(lineNumber, "the old code exists, or the new one does not", RetiredResourceName);
            if (!retired.TryAdd(code, new RetiredRegency(code, name, (int)until, now)))
                throw Malformed(lineNumber, $"code {codeText} was there before", RetiredResourceName);
        }

        return retired.ToFrozenDictionary();
    }

    private static T ReadResource<T>(string name, Func<TextReader, T> read)
    {
        using var resource = typeof(Regions).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"The resource {name} is not embedded.");
        using var rows = new StreamReader(resource);
        return read(rows);
    }

    private static InvalidDataException Malformed(int lineNumber, string why, string file = ResourceName) =>
        new($"{file}, line {lineNumber}: {why}.");
}
