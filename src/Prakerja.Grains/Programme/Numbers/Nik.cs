using System.Globalization;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. The reason why a text is not a NIK; when several apply, the first in this order. The values are stored and
/// sent: never change one.
/// </summary>
[GenerateSerializer, Alias("nik-fault")]
public enum NikFault
{
    /// <summary>No fault: the text is a NIK.</summary>
    None = 0,

    /// <summary>The text is not exactly 16 digits 0 to 9.</summary>
    NotSixteenDigits = 1,

    /// <summary>Digits 1–2 are not the code of a province.</summary>
    UnknownProvince = 2,

    /// <summary>The province exists, but digits 1–4 are not the code of a current or retired regency.</summary>
    UnknownRegency = 3,

    /// <summary>Digits 5–6 are 00; the first district is 01.</summary>
    DistrictZero = 4,

    /// <summary>
    /// Digits 7–12 are not a date ddMMyy of 19yy or 20yy, with or without the 40 for women.
    /// </summary>
    NoSuchBirthDate = 5,

    /// <summary>Digits 13–16 are 0000; the first serial is 0001.</summary>
    SerialZero = 6,
}

/// <summary>
/// Rule E5. The national identity number (Nomor Induk Kependudukan), 16 digits: province 2, regency 2, district 2,
/// birth date ddMMyy with 40 added to the day for women, serial 4. The day is 01 to 31 for a man and 41 to 71 for a
/// woman, all four bounds included. The year has two digits: the century and so the age are unknown. It takes eight
/// bytes, because tens of millions are in memory. Only <see cref="Reveal"/> and JSON give the number;
/// <see cref="ToString"/> does not, so it cannot reach a log by accident.
/// </summary>
[GenerateSerializer, Immutable, Alias("nik")]
[JsonConverter(typeof(DigitsJsonConverter<Nik>))]
public readonly record struct Nik : IDigitString<Nik>
{
    /// <summary>Digits of the number.</summary>
    public const int DigitCount = 16;

    /// <summary>Largest district within a regency; the smallest is 1.</summary>
    public const int DistrictMax = 99;

    /// <summary>Largest serial; the smallest is 1.</summary>
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

    /// <summary>The province where the holder was first registered.</summary>
    public ProvinceCode Province => Regency.Province;

    /// <summary>The regency where the holder was first registered; moving does not change it.</summary>
    public RegencyCode Regency => new((ushort)(number / RegencyUnit));

    /// <summary>The district (kecamatan) within the regency, 1 to 99.</summary>
    public int District => TwoDigitsAt(DistrictUnit);

    /// <summary>The day of the month, 1 to 31, without the 40 for women.</summary>
    public int BirthDay => Sex is Sex.Female ? WrittenDay - WomensDayOffset : WrittenDay;

    /// <summary>The month, 1 to 12.</summary>
    public int BirthMonth => TwoDigitsAt(MonthUnit);

    /// <summary>The last two digits of the year of birth, 0 to 99; the century is unknown.</summary>
    public int BirthYearOfCentury => TwoDigitsAt(YearUnit);

    /// <summary>Female when the day in the number is above 40.</summary>
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

    /// <summary>Makes the NIK of a fictional person, for the load driver and seed data.</summary>
    /// <param name="regency">A current or retired regency.</param>
    /// <param name="district">1 to 99.</param>
    /// <param name="birthDate">Any date; only the last two digits of its year are kept.</param>
    /// <param name="sex">For a woman, 40 is added to the day.</param>
    /// <param name="serial">1 to 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of range, or the regency never existed.</exception>
    public static Nik Create(RegencyCode regency, int district, DateOnly birthDate, Sex sex, int serial)
    {
        if (!Regions.IsCurrentOrRetired(regency))
            throw new ArgumentOutOfRangeException(nameof(regency), regency, "The regency does not exist.");
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
    /// Rule E5. Whether the stated birth date and sex agree with the number: day, month, the last two digits of the
    /// year, and 40 added to the day for a woman only. The century is not compared, because the number has none.
    /// </summary>
    public bool AgreesWith(DateOnly birthDate, Sex sex) =>
        sex == Sex
        && birthDate.Day == BirthDay
        && birthDate.Month == BirthMonth
        && birthDate.Year % 100 == BirthYearOfCentury;

    /// <summary>The 16 digits, only for people who may see them. Never for a log.</summary>
    public string Reveal() => number.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>A fixed text that does not contain the number.</summary>
    public override string ToString() => "NIK ****";

    static bool IDigitString<Nik>.TryParse(ReadOnlySpan<char> text, out Nik value) =>
        TryParse(text, out value, out _);

    string IDigitString<Nik>.ToDigits() => Reveal();

    private static NikFault FaultOf(ReadOnlySpan<char> text, out long number)
    {
        if (!Digits.TryRead(text, DigitCount, out number)) return NikFault.NotSixteenDigits;
        if (!ProvinceCode.TryParse(text[..2], out var province) || !Regions.Exists(province))
            return NikFault.UnknownProvince;
        if (!RegencyCode.TryParse(text[..4], out var regency) || !Regions.IsCurrentOrRetired(regency))
            return NikFault.UnknownRegency;

        var nik = new Nik(number);
        if (nik.District == 0) return NikFault.DistrictZero;
        if (!nik.BirthDateExists()) return NikFault.NoSuchBirthDate;
        return nik.Serial == 0 ? NikFault.SerialZero : NikFault.None;
    }

    // The date must exist in one of the two centuries. They differ only in 29 February of year 00: 1900 was not a leap
    // year, 2000 was.
    private bool BirthDateExists() =>
        BirthMonth is >= 1 and <= 12
        && BirthDay >= 1
        && BirthDay <= Math.Max(
            DateTime.DaysInMonth(1900 + BirthYearOfCentury, BirthMonth),
            DateTime.DaysInMonth(2000 + BirthYearOfCentury, BirthMonth));

    private int TwoDigitsAt(long unit) => (int)(number / unit % 100);
}
