using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. The 38 provinces and 514 regencies and cities since Papua was divided in 2022. A NIK keeps for life the
/// code of the place where its holder was first registered. So codes may be added to the files but never removed:
/// otherwise NIKs, and the stored rows that hold them, become unreadable.
/// </summary>
public static class Regions
{
    private const string ResourceName = "Regions.csv";
    private const string Header = "code,name";
    private const string RetiredResourceName = "RetiredRegencies.csv";
    private const string RetiredHeader = "code,name,until,now";

    // Lazy, because a static initialiser would hide the message about a malformed line in a
    // TypeInitializationException.
    private static readonly Lazy<RegionTable> Table = new(() => ReadResource(ResourceName, Read));
    private static readonly Lazy<FrozenDictionary<RegencyCode, RetiredRegency>> RetiredTable =
        new(() => ReadResource(RetiredResourceName, ReadRetired));

    /// <summary>All provinces by code.</summary>
    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; the message names
    /// it.</exception>
    public static FrozenDictionary<ProvinceCode, Province> Provinces => Table.Value.Provinces;

    /// <summary>All current regencies and cities by code.</summary>
    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; the message names
    /// it.</exception>
    public static FrozenDictionary<RegencyCode, Regency> Regencies => Table.Value.Regencies;

    /// <summary>
    /// Codes that are no longer assigned but still occur in the NIKs of people who were registered under them:
    /// four provinces left Papua and Papua Barat in 2022, Kalimantan Utara left Kalimantan Timur in 2012, Sulawesi
    /// Barat left Sulawesi Selatan in 2004. Old codes of the provinces founded from 1999 to 2002 are not here: they now
    /// belong to other regencies, or are not known for certain.
    /// </summary>
    /// <exception cref="InvalidDataException">A line of the embedded file is malformed; the message names
    /// it.</exception>
    public static FrozenDictionary<RegencyCode, RetiredRegency> Retired => RetiredTable.Value;

    /// <summary>Finds a province by its code.</summary>
    public static bool TryGetProvince(ProvinceCode code, [NotNullWhen(true)] out Province? province) =>
        Provinces.TryGetValue(code, out province);

    /// <summary>Finds a current regency or city by its code.</summary>
    public static bool TryGetRegency(RegencyCode code, [NotNullWhen(true)] out Regency? regency) =>
        Regencies.TryGetValue(code, out regency);

    /// <summary>Whether the province exists.</summary>
    public static bool Exists(ProvinceCode code) => Provinces.ContainsKey(code);

    /// <summary>
    /// Rule E5. Whether a province is founded on a WIB day. Papua Selatan, Tengah and Pegunungan were founded on 25
    /// July 2022, Papua Barat Daya on 8 December 2022; all others are older than the programme.
    /// </summary>
    public static bool IsFounded(ProvinceCode code, DateOnly day) => code.Value switch
    {
        93 or 94 or 95 => day >= new DateOnly(2022, 7, 25),
        96 => day >= new DateOnly(2022, 12, 8),
        _ => true,
    };

    /// <summary>Whether the regency or city exists now.</summary>
    public static bool Exists(RegencyCode code) => Regencies.ContainsKey(code);

    /// <summary>Whether the code is current or retired; the NIKs of people registered under it keep it.</summary>
    public static bool IsCurrentOrRetired(RegencyCode code) => Exists(code) || Retired.ContainsKey(code);

    /// <summary>
    /// Reads a region file: the header, then one row for each region, <c>32,Jawa Barat</c> or <c>3273,Kota Bandung</c>,
    /// with a province before its regencies. No row is skipped or corrected.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message has its number, from 1.</exception>
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
                throw Malformed(lineNumber, "the name is empty or has spaces at its ends");

            if (ProvinceCode.TryParse(code, out var province))
            {
                if (!provinces.TryAdd(province, new Province(province, name)))
                    throw Malformed(lineNumber, $"province {code} is repeated");
            }
            else if (RegencyCode.TryParse(code, out var regency))
            {
                if (!provinces.ContainsKey(regency.Province))
                    throw Malformed(lineNumber, $"regency {code} comes before its province");
                if (!regencies.TryAdd(regency, new Regency(regency, name)))
                    throw Malformed(lineNumber, $"regency {code} is repeated");
            }
            else
            {
                throw Malformed(lineNumber, "the code is not the code of a province or a regency");
            }
        }

        return new RegionTable(provinces.ToFrozenDictionary(), regencies.ToFrozenDictionary());
    }

    /// <summary>
    /// Reads the file of retired codes: the header, then one row for each code, <c>6473,Kota Tarakan,2012,6571</c>. A
    /// code that is in use now is not a retired code.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message has its number, from 1.</exception>
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
                throw Malformed(
                    lineNumber, "the old code is still in use, or the new code does not exist", RetiredResourceName);
            if (!retired.TryAdd(code, new RetiredRegency(code, name, (int)until, now)))
                throw Malformed(lineNumber, $"code {codeText} is repeated", RetiredResourceName);
        }

        return retired.ToFrozenDictionary();
    }

    private static T ReadResource<T>(string name, Func<TextReader, T> read)
    {
        using var resource = typeof(Regions).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"The embedded resource {name} is missing.");
        using var rows = new StreamReader(resource);
        return read(rows);
    }

    private static InvalidDataException Malformed(int lineNumber, string why, string file = ResourceName) =>
        new($"{file}, line {lineNumber}: {why}.");
}
