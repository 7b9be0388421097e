using Prakerja.Grains.Partners;

namespace Prakerja.Grains.Tests.Partners;

public sealed class PartnerCodeTests
{
    [Theory]
    [InlineData("ab")]
    [InlineData("skill-academy")]
    [InlineData("0-9")]
    [InlineData("12345678901234567890123456789012")]
    public void A_partner_code_has_2_to_32_lowercase_letters_digits_and_hyphens(string code) =>
        Assert.True(PartnerCode.IsValid(code));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("Skill")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("é1")]
    [InlineData("a\n")]
    public void Other_text_is_not_a_code(string? code) => Assert.False(PartnerCode.IsValid(code));

    [Fact]
    public void A_course_code_names_its_provider()
    {
        Assert.True(
            CourseCode.TryParse(CourseCode.Of("skill-academy", "excel-1"), out var provider, out var course));
        Assert.Equal("skill-academy", provider);
        Assert.Equal("excel-1", course);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("excel")]
    [InlineData("skill.")]
    [InlineData(".excel")]
    [InlineData("skill.excel.one")]
    [InlineData("Skill.excel")]
    public void Other_text_is_not_a_course_code(string? text)
    {
        Assert.False(CourseCode.TryParse(text, out var provider, out var course));
        Assert.Null(provider);
        Assert.Null(course);
    }

    [Fact]
    public void Partners_of_different_kinds_with_the_same_code_have_different_keys_that_contain_the_code()
    {
        string[] keys =
        [
            PartnerKey.OfProvider("pijar"),
            PartnerKey.OfPlatform("pijar"),
            PartnerKey.OfPaymentPartner("pijar"),
        ];

        Assert.Equal(3, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Equal("pijar", PartnerKey.CodeOf(key)));
        Assert.All(keys, key => Assert.InRange(key[0], 'g', 'z'));
    }
}
