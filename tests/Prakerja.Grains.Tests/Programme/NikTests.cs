using System.Runtime.CompilerServices;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Programme;

public sealed class NikTests
{
    private static readonly RegencyCode Bandung = new(3273);
    private static readonly RegencyCode[] AllRegencies =
        [.. Regions.Regencies.Keys.OrderBy(code => code.Value)];

    private static readonly Gen<Made> AnyMade =
        from regency in Gen.OneOf(AllRegencies)
        from district in Gen.Int[1, Nik.DistrictMax]
        from birthDate in Gen.DateOnly[new DateOnly(1900, 1, 1), new DateOnly(2099, 12, 31)]
        from sex in Gen.Enum<Sex>()
        from serial in Gen.Int[1, Nik.SerialMax]
        select new Made(
            Nik.Create(regency, district, birthDate, sex, serial), regency, district, birthDate, sex);

    [Fact]
    public void A_NIK_is_read_into_its_parts()
    {
        var nik = Parse("3273015708850042");

        Assert.Equal(new ProvinceCode(32), nik.Province);
        Assert.Equal(Bandung, nik.Regency);
        Assert.Equal(1, nik.District);
        Assert.Equal(Sex.Female, nik.Sex);
        Assert.Equal(17, nik.BirthDay);
        Assert.Equal(8, nik.BirthMonth);
        Assert.Equal(85, nik.BirthYearOfCentury);
        Assert.Equal("3273015708850042", nik.Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("327301170885004")]
    [InlineData("32730117088500421")]
    [InlineData("327301170885004X")]
    [InlineData(" 327301170885004")]
    [InlineData("3273011708850042 ")]
    [InlineData("3273 01170885 004")]
    [InlineData("+327301170885004")]
    [InlineData("-327301170885004")]
    [InlineData("３273011708850042")]
    [InlineData("327301170885004٢")]
    [InlineData("٣٢٧٣٠١١٧٠٨٨٥٠٠٤٢")]
    public void Text_that_is_not_sixteen_ASCII_digits_is_refused(string? text) =>
        AssertFault(NikFault.NotSixteenDigits, text);

    [Theory]
    [InlineData("00")]
    [InlineData("10")]
    [InlineData("20")]
    [InlineData("97")]
    [InlineData("99")]
    public void A_province_that_did_not_exist_in_2021_is_refused(string province) =>
        AssertFault(NikFault.UnknownProvince, province + "73011708850042");

    [Theory]
    [InlineData("3200")]
    [InlineData("3219")]
    [InlineData("3270")]
    [InlineData("3280")]
    [InlineData("9129")]
    public void A_regency_that_does_not_exist_is_refused(string regency) =>
        AssertFault(NikFault.UnknownRegency, regency + "011708850042");

    [Theory]
    [InlineData("6404")] // Bulungan, 6501 since 2012
    [InlineData("6473")] // Tarakan, 6571 since 2012
    [InlineData("7320")] // Majene, 7605 since 2004
    public void A_NIK_keeps_the_former_code_of_its_regency(string regency) =>
        Assert.Equal(regency, Parse(regency + "011708850042").Regency.ToString());

    [Fact]
    public void All_514_regencies_are_accepted()
    {
        Assert.Equal(514, AllRegencies.Length);
        Assert.All(AllRegencies, code => Assert.Equal(code, Parse($"{code}011708850042").Regency));
    }

    [Fact]
    public void Only_the_514_regencies_and_the_retired_codes_are_accepted_as_the_first_four_digits()
    {
        var accepted = Enumerable.Range(0, 10_000)
            .Where(start => Nik.TryParse($"{start:0000}011708850042", out _, out _));

        Assert.Equal(AllRegencies.Concat(Regions.Retired.Keys).Select(code => (int)code.Value).Order(), accepted);
    }

    [Fact]
    public void District_00_is_refused() => AssertFault(NikFault.DistrictZero, "3273001708850042");

    [Theory]
    [InlineData("01", 1)]
    [InlineData("99", 99)]
    public void Districts_01_to_99_are_accepted(string written, int district) =>
        Assert.Equal(district, Parse($"3273{written}1708850042").District);

    [Theory]
    [InlineData("01", 1, Sex.Male)]
    [InlineData("31", 31, Sex.Male)]
    [InlineData("41", 1, Sex.Female)]
    [InlineData("71", 31, Sex.Female)]
    public void The_ranges_of_both_sexes_include_the_first_and_the_last_day(string written, int day, Sex sex)
    {
        var nik = Parse($"327301{written}01850042");

        Assert.Equal(day, nik.BirthDay);
        Assert.Equal(sex, nik.Sex);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("32")]
    [InlineData("40")]
    [InlineData("72")]
    [InlineData("99")]
    public void A_day_outside_both_ranges_is_refused(string day) =>
        AssertFault(NikFault.NoSuchBirthDate, $"327301{day}01850042");

    [Theory]
    [InlineData("00")]
    [InlineData("13")]
    [InlineData("99")]
    public void A_month_that_does_not_exist_is_refused(string month) =>
        AssertFault(NikFault.NoSuchBirthDate, $"32730117{month}850042");

    [Theory]
    [InlineData("3104")]
    [InlineData("7104")]
    [InlineData("3006")]
    public void The_last_day_depends_on_the_month(string dayAndMonth)
    {
        var isJune = dayAndMonth is "3006";

        Assert.Equal(isJune, Nik.TryParse($"327301{dayAndMonth}850042", out _, out var fault));
        Assert.Equal(isJune ? NikFault.None : NikFault.NoSuchBirthDate, fault);
    }

    [Theory]
    [InlineData("290200", true)] // not in 1900, but in 2000
    [InlineData("690200", true)]
    [InlineData("290201", false)] // neither in 1901 nor in 2001
    [InlineData("690201", false)]
    [InlineData("290204", true)]
    [InlineData("290296", true)]
    [InlineData("290299", false)]
    [InlineData("300200", false)]
    public void A_leap_day_is_accepted_when_it_exists_in_either_century(string date, bool exists)
    {
        Assert.Equal(exists, Nik.TryParse($"327301{date}0042", out _, out var fault));
        Assert.Equal(exists ? NikFault.None : NikFault.NoSuchBirthDate, fault);
    }

    [Fact]
    public void A_leap_day_of_year_00_agrees_with_2000_only()
    {
        var nik = Parse("3273012902000042");

        Assert.True(nik.AgreesWith(new DateOnly(2000, 2, 29), Sex.Male));
        Assert.False(nik.AgreesWith(new DateOnly(1900, 2, 28), Sex.Male));
        Assert.False(nik.AgreesWith(new DateOnly(1900, 3, 1), Sex.Male));
    }

    [Fact]
    public void Serial_0000_is_refused() => AssertFault(NikFault.SerialZero, "3273011708850000");

    [Theory]
    [InlineData("0001")]
    [InlineData("9999")]
    public void Serials_0001_to_9999_are_accepted(string serial) =>
        Assert.Equal("327301170885" + serial, Parse("327301170885" + serial).Reveal());

    [Theory]
    [InlineData("9999009999990000", NikFault.UnknownProvince)]
    [InlineData("3299009999990000", NikFault.UnknownRegency)]
    [InlineData("3273009999990000", NikFault.DistrictZero)]
    [InlineData("3273019999990000", NikFault.NoSuchBirthDate)]
    [InlineData("3273010101990000", NikFault.SerialZero)]
    public void The_first_fault_from_the_left_is_reported(string text, NikFault fault) =>
        AssertFault(fault, text);

    [Theory]
    [InlineData(1985, 8, 17, Sex.Female, true)]
    [InlineData(1885, 8, 17, Sex.Female, true)] // a NIK does not tell the century
    [InlineData(1985, 8, 17, Sex.Male, false)]
    [InlineData(1985, 8, 18, Sex.Female, false)]
    [InlineData(1985, 9, 17, Sex.Female, false)]
    [InlineData(1986, 8, 17, Sex.Female, false)]
    public void A_NIK_agrees_only_with_its_own_birth_date_and_sex(
        int year, int month, int day, Sex sex, bool agrees) =>
        Assert.Equal(agrees, Parse("3273015708850042").AgreesWith(new DateOnly(year, month, day), sex));

    [Fact]
    public void A_created_NIK_can_be_parsed_and_agrees() => AnyMade.Sample(made =>
    {
        var (nik, regency, district, birthDate, sex) = made;

        Assert.Equal(nik, Parse(nik.Reveal()));
        Assert.Equal(regency, nik.Regency);
        Assert.Equal(regency.Province, nik.Province);
        Assert.Equal(district, nik.District);
        Assert.True(nik.AgreesWith(birthDate, sex));
        Assert.False(nik.AgreesWith(birthDate, sex is Sex.Female ? Sex.Male : Sex.Female));
        Assert.False(nik.AgreesWith(birthDate.AddDays(1), sex));
    }, iter: 10_000);

    [Fact]
    public void A_NIK_with_one_digit_changed_is_either_refused_or_revealed_unchanged() =>
        Gen.Select(AnyMade, Gen.Int[0, Nik.DigitCount - 1], Gen.Char['0', '9']).Sample((made, at, digit) =>
        {
            var text = made.Nik.Reveal().Remove(at, 1).Insert(at, digit.ToString());
            if (Nik.TryParse(text, out var nik, out var fault)) Assert.Equal(text, nik.Reveal());
            else Assert.NotEqual(NikFault.None, fault);
        }, iter: 10_000);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(100, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 10_000)]
    public void No_NIK_is_created_with_a_district_or_serial_out_of_range(int district, int serial) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Nik.Create(Bandung, district, new DateOnly(1985, 8, 17), Sex.Male, serial));

    [Fact]
    public void No_NIK_is_created_for_a_regency_that_does_not_exist() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Nik.Create(new RegencyCode(3219), 1, new DateOnly(1985, 8, 17), Sex.Male, 1));

    [Fact]
    public void The_printed_text_shows_no_digit() => AnyMade.Sample(made =>
    {
        Assert.DoesNotContain(made.Nik.ToString(), char.IsDigit);
        Assert.DoesNotContain($"{made.Nik}", char.IsDigit);
        Assert.DoesNotContain(new Holder(made.Nik).ToString(), char.IsDigit);
    }, iter: 10_000);

    [Fact]
    public void It_is_a_string_of_sixteen_digits_in_JSON()
    {
        var nik = Parse("1101010101850001");

        var json = JsonSerializer.Serialize(new Holder(nik));

        Assert.Equal("""{"Nik":"1101010101850001"}""", json);
        Assert.Equal(nik, JsonSerializer.Deserialize<Holder>(json)!.Nik);
    }

    [Theory]
    [InlineData("3273011708850042")]
    [InlineData("null")]
    [InlineData("\"3273011708850000\"")]
    [InlineData("\"327301170885004\"")]
    [InlineData("[\"3273011708850042\"]")]
    public void JSON_that_is_not_a_NIK_is_refused_without_repeating_it(string json)
    {
        var refusal = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<Holder>($$"""{"Nik":{{json}}}"""));

        Assert.DoesNotContain("32730", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(96)]
    [InlineData(97)]
    [InlineData(1_000_000)]
    public void A_JSON_text_of_any_length_that_is_not_a_NIK_is_refused(int length) => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<Nik>($"\"{new string('3', length)}\""));

    [Fact]
    public void Sixteen_escaped_digits_are_still_a_NIK()
    {
        var escaped = string.Concat("3273011708850042".Select(digit => $"\\u{(int)digit:x4}"));

        Assert.Equal(Parse("3273011708850042"), JsonSerializer.Deserialize<Nik>($"\"{escaped}\""));
    }

    [Fact]
    public void A_NIK_cannot_be_a_JSON_key_because_error_paths_would_show_it() =>
        Assert.Throws<NotSupportedException>(
            () => JsonSerializer.Serialize(new Dictionary<Nik, int> { [Parse("3273011708850042")] = 1 }));

    [Fact]
    public void A_default_NIK_is_not_written() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(default(Nik)));

    [Fact]
    public void It_is_serialized_and_deserialized_unchanged()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var nik = Parse("3273015708850042");

        Assert.Equal(nik, serializer.Deserialize<Nik>(serializer.SerializeToArray(nik)));
        Assert.Equal(Sex.Male, serializer.Deserialize<Sex>(serializer.SerializeToArray(Sex.Male)));
    }

    [Fact]
    public void It_takes_eight_bytes() => Assert.Equal(8, Unsafe.SizeOf<Nik>());

    [Theory]
    [InlineData(Sex.Female, "\"female\"")]
    [InlineData(Sex.Male, "\"male\"")]
    public void Sex_is_a_string_in_JSON(Sex sex, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(sex));
        Assert.Equal(sex, JsonSerializer.Deserialize<Sex>(json));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"1\"")]
    [InlineData("\"other\"")]
    [InlineData("null")]
    public void Other_JSON_is_refused_as_a_sex(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sex>(json));

    private static Nik Parse(string text)
    {
        Assert.True(Nik.TryParse(text, out var nik, out var fault), $"{text}: {fault}");
        Assert.Equal(NikFault.None, fault);
        return nik;
    }

    private static void AssertFault(NikFault expected, string? text)
    {
        Assert.False(Nik.TryParse(text, out var nik, out var fault));
        Assert.Equal(expected, fault);
        Assert.Equal(default, nik);
    }

    private sealed record Holder(Nik Nik);

    private sealed record Made(Nik Nik, RegencyCode Regency, int District, DateOnly BirthDate, Sex Sex);
}
