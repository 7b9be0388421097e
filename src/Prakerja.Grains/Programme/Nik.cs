using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. Why a text is not a NIK: the first of these, in this order, that is true of it. The values are
/// stored and sent, so they stay as they are.
/// </summary>
[GenerateSerializer, Alias("nik-fault")]
public enum NikFault
{
    /// <summary>It is a NIK.</summary>
    None = 0,

    /// <summary>Not exactly 16 of the digits 0 to 9.</summary>
    NotSixteenDigits = 1,

    /// <summary>Digits 1–2 are no province.</summary>
    UnknownProvince = 2,

    /// <summary>Digits 1–4 are no regency and never were, though the province exists.</summary>
    UnknownRegency = 3,

    /// <summary>Digits 5–6 are 00; 01 is the first district.</summary>
    DistrictZero = 4,

    /// <summary>
    /// Digits 7–12 are no date ddMMyy, neither as 19yy nor as 20yy, with or without the 40 for women.
    /// </summary>
    NoSuchBirthDate = 5,

    /// <summary>Digits 13–16 are 0000; 0001 is the first serial.</summary>
    SerialZero = 6,
}

/// <summary>
/// Rule E5. The national identity number (Nomor Induk Kependudukan), 16 digits: province 2, regency 2,
/// district 2, birth date ddMMyy with 40 added to the day for women, serial 4. A man's day is 01 to 31, a
/// woman's 41 to 71; all four bounds belong to the range. The year has two digits: a NIK does not tell the
/// century, so it does not tell an age. Eight bytes and no text, because tens of millions are in memory. The
/// number comes out by <see cref="Reveal"/> and in JSON, never by <see cref="ToString"/>, so that it cannot
/// slip into a log.
/// </summary>
[GenerateSerializer, Immutable, Alias("nik")]
[JsonConverter(typeof(DigitsJsonConverter<Nik>))]
public readonly record struct Nik : IDigitString<Nik>
{
    public const int DigitCount = 16;
    public const int DistrictMax = 99;
    public const int SerialMax = 9999;

    private const int WomensDayOffset = 40;
    private const long RegencyUnit = 1_000_000_000_000;
    private const long DistrictUnit = 10_000_000_000;
    private const long DayUnit = 100_000_000;
    private const long MonthUnit = 1_000_000;
    private const long YearUnit = 10_000;

    [Id(0)]
    private readonly long number;

    private Nik(long number) => this.number = number;

    public ProvinceCode Province => Regency.Province;

    /// <summary>Where the holder was first registered; it does not follow a move.</summary>
    public RegencyCode Regency => new((ushort)(number / RegencyUnit));

    /// <summary>The district (kecamatan) within the regency, 1 to 99.</summary>
    public int District => TwoDigitsAt(DistrictUnit);

    /// <summary>The day of the month, 1 to 31, without the 40 for women.</summary>
    public int BirthDay => Sex is Sex.Female ? WrittenDay - WomensDayOffset : WrittenDay;

    /// <summary>The month, 1 to 12.</summary>
    public int BirthMonth => TwoDigitsAt(MonthUnit);

    /// <summary>The last two digits of the year of birth, 0 to 99; the century is not known.</summary>
    public int BirthYearOfCentury => TwoDigitsAt(YearUnit);

    /// <summary>Female when the day as written is above 40.</summary>
    public Sex Sex => WrittenDay > WomensDayOffset ? Sex.Female : Sex.Male;

    private int WrittenDay => TwoDigitsAt(DayUnit);

    private int Serial => (int)(number % YearUnit);

    /// <summary>
    /// Reads exactly 16 digits 0 to 9 and nothing else: no spaces, signs or digits of other scripts.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Nik nik, out NikFault fault)
    {
        fault = FaultOf(text, out var number);
        nik = fault is NikFault.None ? new Nik(number) : default;
        return fault is NikFault.None;
    }

    /// <summary>The NIK of a made-up person, for load drivers and seeds.</summary>
    /// <param name="regency">A regency that exists.</param>
    /// <param name="district">1 to 99.</param>
    /// <param name="birthDate">Any date; only the last two digits of its year are kept.</param>
    /// <param name="sex">Adds 40 to the day for a woman.</param>
    /// <param name="serial">1 to 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of range, or no such regency.</exception>
    public static Nik Create(RegencyCode regency, int district, DateOnly birthDate, Sex sex, int serial)
    {
        if (!Regions.WasEver(regency))
            throw new ArgumentOutOfRangeException(nameof(regency), regency, "There is no such regency.");
        ArgumentOutOfRangeException.ThrowIfLessThan(district, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(district, DistrictMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, SerialMax);
        var writtenDay = sex is Sex.Female ? birthDate.Day + WomensDayOffset : birthDate.Day;
        return new Nik(
            (regency.Value * RegencyUnit)
            + (district * DistrictUnit)
            + (writtenDay * DayUnit)
            + (birthDate.Month * MonthUnit)
            + (birthDate.Year % 100 * YearUnit)
            + serial);
    }

    /// <summary>
    /// Rule E5. Whether the stated birth date and sex are the ones in the number: day, month, the last two
    /// digits of the year, and 40 on the day for a woman only. The century cannot disagree, for the number
    /// has none.
    /// </summary>
    public bool AgreesWith(DateOnly birthDate, Sex sex) =>
        sex == Sex
        && birthDate.Day == BirthDay
        && birthDate.Month == BirthMonth
        && birthDate.Year % 100 == BirthYearOfCentury;

    /// <summary>The 16 digits, for those who may see them. Never for a log.</summary>
    public string Reveal() => number.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>The same for every NIK: nothing of the number.</summary>
    public override string ToString() => "NIK ****";

    static bool IDigitString<Nik>.TryRead(ReadOnlySpan<char> text, out Nik value) =>
        TryParse(text, out value, out _);

    string IDigitString<Nik>.Write() => Reveal();

    private static NikFault FaultOf(ReadOnlySpan<char> text, out long number)
    {
        if (!Digits.TryRead(text, DigitCount, out number)) return NikFault.NotSixteenDigits;
        if (!ProvinceCode.TryParse(text[..2], out var province) || !Regions.Exists(province))
            return NikFault.UnknownProvince;
        if (!RegencyCode.TryParse(text[..4], out var regency) || !Regions.WasEver(regency))
            return NikFault.UnknownRegency;

        var nik = new Nik(number);
        if (nik.District == 0) return NikFault.DistrictZero;
        if (!nik.BirthDateExists()) return NikFault.NoSuchBirthDate;
        return nik.Serial == 0 ? NikFault.SerialZero : NikFault.None;
    }

    // Only 29 February 00 tells the centuries apart: 1900 was no leap year, 2000 was one. Existing in one is
    // enough.
    private bool BirthDateExists() =>
        BirthMonth is >= 1 and <= 12
        && BirthDay >= 1
        && BirthDay <= Math.Max(
            DateTime.DaysInMonth(1900 + BirthYearOfCentury, BirthMonth),
            DateTime.DaysInMonth(2000 + BirthYearOfCentury, BirthMonth));

    private int TwoDigitsAt(long unit) => (int)(number / unit % 100);
}
