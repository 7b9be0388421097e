using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Programme;

public sealed class FamilyCardNumberTests
{
    private static readonly Gen<(RegencyCode Regency, long Others)> AnyDigits =
        Gen.Select(Gen.OneOf<RegencyCode>([.. Regions.Regencies.Keys]), Gen.Long[0, 999_999_999_999]);

    [Theory]
    [InlineData("3273011708150001")]
    [InlineData("3273011708159999")]
    [InlineData("1101000000000001")] // district and date are not checked
    [InlineData("9271999999999999")]
    public void A_family_card_number_is_read_and_revealed(string text)
    {
        Assert.True(FamilyCardNumber.TryParse(text, out var familyCard));
        Assert.Equal(text, familyCard.Reveal());
        Assert.Equal(text[..2], familyCard.Province.ToString());
        Assert.Equal(text[..4], familyCard.Regency.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("327301170815000")]
    [InlineData("32730117081500011")]
    [InlineData("327301170815000X")]
    [InlineData(" 327301170815001")]
    [InlineData("-327301170815001")]
    [InlineData("327301170815000１")]
    public void Text_that_is_not_sixteen_ASCII_digits_is_refused(string? text) => AssertRefused(text);

    [Fact]
    public void A_province_that_does_not_exist_is_refused() => AssertRefused("9373011708150001");

    [Fact]
    public void A_regency_that_does_not_exist_is_refused() => AssertRefused("3219011708150001");

    [Fact]
    public void Serial_0000_is_refused() => AssertRefused("3273011708150000");

    [Fact]
    public void All_514_regencies_are_accepted() => Assert.All(
        Regions.Regencies.Keys,
        code => Assert.True(FamilyCardNumber.TryParse($"{code}011708150001", out _)));

    [Fact]
    public void Any_sixteen_digits_are_either_refused_or_revealed_unchanged_and_leak_nothing() =>
        AnyDigits.Sample((code, others) =>
        {
            var text = $"{code}{others:D12}";
            Assert.Equal(others % 10_000 != 0, FamilyCardNumber.TryParse(text, out var familyCard));
            if (others % 10_000 != 0) Assert.Equal(text, familyCard.Reveal());
            Assert.DoesNotContain(familyCard.ToString(), char.IsDigit);
        }, iter: 10_000);

    [Fact]
    public void It_is_a_string_of_sixteen_digits_in_JSON()
    {
        Assert.True(FamilyCardNumber.TryParse("3273011708150001", out var familyCard));

        Assert.Equal("\"3273011708150001\"", JsonSerializer.Serialize(familyCard));
        Assert.Equal(familyCard, JsonSerializer.Deserialize<FamilyCardNumber>("\"3273011708150001\""));
    }

    [Theory]
    [InlineData("3273011708150001")]
    [InlineData("\"3273011708150000\"")]
    public void JSON_that_is_not_a_family_card_number_is_refused_without_repeating_it(string json)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FamilyCardNumber>(json));

        Assert.DoesNotContain("32730", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_serialized_and_deserialized_unchanged()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        Assert.True(FamilyCardNumber.TryParse("3273011708150001", out var familyCard));

        Assert.Equal(
            familyCard, serializer.Deserialize<FamilyCardNumber>(serializer.SerializeToArray(familyCard)));
    }

    private static void AssertRefused(string? text)
    {
        Assert.False(FamilyCardNumber.TryParse(text, out var familyCard));
        Assert.Equal(default, familyCard);
    }
}
