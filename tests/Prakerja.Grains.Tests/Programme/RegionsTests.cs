using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Programme;

public sealed class RegionsTests
{
    [Fact]
    public void There_are_38_provinces_and_514_regencies()
    {
        Assert.Equal(38, Regions.Provinces.Count);
        Assert.Equal(514, Regions.Regencies.Count);
    }

    [Fact]
    public void There_are_416_kabupaten_and_98_kota_and_the_codes_of_kota_start_at_71()
    {
        var kota = Regions.Regencies.Values.Where(regency => regency.Code.Value % 100 >= 71).ToArray();
        var kabupaten = Regions.Regencies.Values.Except(kota).ToArray();

        Assert.Equal(98, kota.Length);
        Assert.Equal(416, kabupaten.Length);
        Assert.All(kota, regency => Assert.StartsWith("Kota ", regency.Name, StringComparison.Ordinal));
        Assert.All(kabupaten, regency => Assert.StartsWith("Kabupaten ", regency.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(11, "Aceh", 23)]
    [InlineData(12, "Sumatera Utara", 33)]
    [InlineData(13, "Sumatera Barat", 19)]
    [InlineData(14, "Riau", 12)]
    [InlineData(15, "Jambi", 11)]
    [InlineData(16, "Sumatera Selatan", 17)]
    [InlineData(17, "Bengkulu", 10)]
    [InlineData(18, "Lampung", 15)]
    [InlineData(19, "Kepulauan Bangka Belitung", 7)]
    [InlineData(21, "Kepulauan Riau", 7)]
    [InlineData(31, "DKI Jakarta", 6)]
    [InlineData(32, "Jawa Barat", 27)]
    [InlineData(33, "Jawa Tengah", 35)]
    [InlineData(34, "Daerah Istimewa Yogyakarta", 5)]
    [InlineData(35, "Jawa Timur", 38)]
    [InlineData(36, "Banten", 8)]
    [InlineData(51, "Bali", 9)]
    [InlineData(52, "Nusa Tenggara Barat", 10)]
    [InlineData(53, "Nusa Tenggara Timur", 22)]
    [InlineData(61, "Kalimantan Barat", 14)]
    [InlineData(62, "Kalimantan Tengah", 14)]
    [InlineData(63, "Kalimantan Selatan", 13)]
    [InlineData(64, "Kalimantan Timur", 10)]
    [InlineData(65, "Kalimantan Utara", 5)]
    [InlineData(71, "Sulawesi Utara", 15)]
    [InlineData(72, "Sulawesi Tengah", 13)]
    [InlineData(73, "Sulawesi Selatan", 24)]
    [InlineData(74, "Sulawesi Tenggara", 17)]
    [InlineData(75, "Gorontalo", 6)]
    [InlineData(76, "Sulawesi Barat", 6)]
    [InlineData(81, "Maluku", 11)]
    [InlineData(82, "Maluku Utara", 10)]
    [InlineData(91, "Papua", 9)]
    [InlineData(92, "Papua Barat", 7)]
    [InlineData(93, "Papua Selatan", 4)]
    [InlineData(94, "Papua Tengah", 8)]
    [InlineData(95, "Papua Pegunungan", 8)]
    [InlineData(96, "Papua Barat Daya", 6)]
    public void Each_province_has_its_name_and_its_regencies(byte code, string name, int regencyCount)
    {
        var province = new ProvinceCode(code);

        Assert.True(Regions.TryGetProvince(province, out var found));
        Assert.Equal(new Province(province, name), found);
        Assert.Equal(regencyCount, Regions.Regencies.Keys.Count(regency => regency.Province == province));
    }

    [Theory]
    [InlineData(1101, "Kabupaten Aceh Selatan")] // BPS: 1101 is Simeulue
    [InlineData(1212, "Kabupaten Toba")] // Toba Samosir until 2020
    [InlineData(3171, "Kota Jakarta Pusat")] // BPS: 3171 is Jakarta Selatan
    [InlineData(3201, "Kabupaten Bogor")]
    [InlineData(3271, "Kota Bogor")]
    [InlineData(3273, "Kota Bandung")]
    [InlineData(3578, "Kota Surabaya")]
    [InlineData(6571, "Kota Tarakan")]
    [InlineData(7601, "Kabupaten Pasangkayu")] // Mamuju Utara until 2017
    [InlineData(8103, "Kabupaten Kepulauan Tanimbar")] // Maluku Tenggara Barat until 2019
    [InlineData(9301, "Kabupaten Merauke")] // 91.01 until 2022
    [InlineData(9171, "Kota Jayapura")]
    [InlineData(9671, "Kota Sorong")] // 92.71 until 2022
    public void A_regency_has_the_code_and_name_of_today(int code, string name)
    {
        Assert.True(Regions.TryGetRegency(new RegencyCode((ushort)code), out var found));
        Assert.Equal(name, found.Name);
    }

    [Fact]
    public void Every_name_is_unique() =>
        Assert.Distinct(
            [
                .. Regions.Provinces.Values.Select(province => province.Name),
                .. Regions.Regencies.Values.Select(regency => regency.Name),
            ]);

    [Fact]
    public void A_code_that_is_not_in_the_file_does_not_exist()
    {
        Assert.False(Regions.Exists(new ProvinceCode(97)));
        Assert.False(Regions.Exists(new RegencyCode(3219)));
        Assert.False(Regions.Exists(default(ProvinceCode)));
        Assert.False(Regions.Exists(default(RegencyCode)));
        Assert.False(Regions.TryGetProvince(new ProvinceCode(97), out var province));
        Assert.Null(province);
        Assert.False(Regions.TryGetRegency(new RegencyCode(9701), out var regency));
        Assert.Null(regency);
    }

    [Fact]
    public void Each_retired_code_names_one_existing_regency()
    {
        Assert.Equal(36, Regions.Retired.Count);
        Assert.Distinct(Regions.Retired.Values.Select(retired => retired.CurrentCode));
        Assert.All(Regions.Retired.Values, retired =>
        {
            Assert.False(Regions.Exists(retired.Code));
            Assert.True(Regions.IsCurrentOrRetired(retired.Code));
            Assert.True(Regions.TryGetRegency(retired.CurrentCode, out var current));
            // Mamuju Utara got another name in 2017.
            Assert.True(current.Name == retired.Name || current.Code == new RegencyCode(7601), retired.Name);
        });
    }

    [Theory]
    [InlineData(64, 65, 2012, 5)] // Kalimantan Utara: all of its five regencies
    [InlineData(73, 76, 2004, 5)] // Sulawesi Barat: all but Mamuju Tengah, founded in 2012
    [InlineData(91, 93, 2022, 4)]
    [InlineData(91, 94, 2022, 8)]
    [InlineData(91, 95, 2022, 8)]
    [InlineData(92, 96, 2022, 6)]
    public void Retired_codes_belong_to_the_regencies_that_moved_to_a_new_province(
        byte from, byte to, int divisionYear, int count)
    {
        var left = Regions.Retired.Values
            .Where(retired => retired.CurrentCode.Province == new ProvinceCode(to)).ToArray();

        Assert.Equal(count, left.Length);
        Assert.All(left, retired => Assert.Equal(
            (new ProvinceCode(from), divisionYear), (retired.Code.Province, retired.DivisionYear)));
    }

    [Theory]
    [InlineData("code,name", 1)]
    [InlineData("code,name,until,now\n6473,Kota Tarakan,2012", 2)]
    [InlineData("code,name,until,now\n6473,Kota Tarakan,12,6571", 2)]
    [InlineData("code,name,until,now\n6571,Kota Tarakan,2012,6571", 2)]
    [InlineData("code,name,until,now\n6473,Kota Tarakan,2012,6572", 2)]
    [InlineData("code,name,until,now\n6473,Kota Tarakan,2012,6571\n6473,Kota Tarakan,2012,6571", 3)]
    public void A_malformed_file_of_retired_codes_is_refused_with_the_number_of_the_line(string text, int lineNumber)
    {
        using var reader = new StringReader(text);

        var refusal = Assert.Throws<InvalidDataException>(() => Regions.ReadRetired(reader));

        Assert.Contains($"line {lineNumber}:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("kode,nama", 1)]
    [InlineData("code,name\n32", 2)]
    [InlineData("code,name\n32,Jawa Barat\n\n3273,Kota Bandung", 3)]
    [InlineData("code,name\n32,Jawa Barat\n3273,Kota Bandung,x", 3)]
    [InlineData("code,name\n32,Jawa Barat\n3273,", 3)]
    [InlineData("code,name\n32,Jawa Barat\n3273, Kota Bandung", 3)]
    [InlineData("code,name\n32,Jawa Barat\n32,Jawa Barat", 3)]
    [InlineData("code,name\n32,Jawa Barat\n3273,Kota Bandung\n3273,Kota Bandung", 4)]
    [InlineData("code,name\n3273,Kota Bandung\n32,Jawa Barat", 2)]
    [InlineData("code,name\n32,Jawa Barat\n32.73,Kota Bandung", 3)]
    [InlineData("code,name\n32,Jawa Barat\n3200,Kota Bandung", 3)]
    public void A_malformed_file_is_refused_with_the_number_of_the_line(string text, int lineNumber)
    {
        using var reader = new StringReader(text);

        var refusal = Assert.Throws<InvalidDataException>(() => Regions.Read(reader));

        Assert.Contains($"line {lineNumber}:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correct_file_is_read()
    {
        using var reader = new StringReader("code,name\n32,Jawa Barat\n3273,Kota Bandung\n");

        var table = Regions.Read(reader);

        Assert.Equal(new Province(new(32), "Jawa Barat"), Assert.Single(table.Provinces.Values));
        Assert.Equal(new Regency(new(3273), "Kota Bandung"), Assert.Single(table.Regencies.Values));
    }

    [Theory]
    [InlineData("11", true)]
    [InlineData("99", true)]
    [InlineData("10", false)]
    [InlineData("00", false)]
    [InlineData("1", false)]
    [InlineData("110", false)]
    [InlineData("+1", false)]
    [InlineData(" 32", false)]
    [InlineData("３2", false)]
    [InlineData(null, false)]
    public void A_province_code_is_two_digits_from_11_to_99(string? text, bool isCode)
    {
        Assert.Equal(isCode, ProvinceCode.TryParse(text, out var code));
        Assert.Equal(isCode ? text : "00", code.ToString());
    }

    [Theory]
    [InlineData("1101", true)]
    [InlineData("9999", true)]
    [InlineData("1100", false)]
    [InlineData("1001", false)]
    [InlineData("3200", false)]
    [InlineData("327", false)]
    [InlineData("32730", false)]
    [InlineData("32.73", false)]
    [InlineData("327３", false)]
    [InlineData(null, false)]
    public void A_regency_code_is_a_province_and_two_digits_from_01_to_99(string? text, bool isCode)
    {
        Assert.Equal(isCode, RegencyCode.TryParse(text, out var code));
        Assert.Equal(isCode ? text : "0000", code.ToString());
        if (isCode) Assert.Equal(text![..2], code.Province.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100)]
    public void A_number_out_of_range_gives_no_province_code(byte value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProvinceCode(value));

    [Theory]
    [InlineData(0)]
    [InlineData(1100)]
    [InlineData(3200)]
    [InlineData(10_000)]
    public void A_number_out_of_range_gives_no_regency_code(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegencyCode((ushort)value));

    [Fact]
    public void Codes_are_JSON_strings_as_values_and_as_keys()
    {
        var capitals = new Dictionary<ProvinceCode, RegencyCode> { [new(32)] = new(3273) };

        var json = JsonSerializer.Serialize(capitals);

        Assert.Equal("""{"32":"3273"}""", json);
        Assert.Equal(capitals, JsonSerializer.Deserialize<Dictionary<ProvinceCode, RegencyCode>>(json));
    }

    [Theory]
    [InlineData("32")]
    [InlineData("\"10\"")]
    [InlineData("null")]
    public void JSON_that_is_not_a_province_code_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ProvinceCode>(json));

    [Fact]
    public void Codes_are_serialized_and_deserialized_unchanged()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var papua = new ProvinceCode(91);
        var jayapura = new RegencyCode(9171);

        Assert.Equal(papua, serializer.Deserialize<ProvinceCode>(serializer.SerializeToArray(papua)));
        Assert.Equal(jayapura, serializer.Deserialize<RegencyCode>(serializer.SerializeToArray(jayapura)));
    }
}
