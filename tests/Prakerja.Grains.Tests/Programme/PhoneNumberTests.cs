using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Programme;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("081234567890")]
    [InlineData("6281234567890")]
    [InlineData("+6281234567890")]
    public void The_three_spellings_give_the_same_number(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out var phone));
        Assert.True(PhoneNumber.TryParse("081234567890", out var same));
        Assert.Equal("+6281234567890", phone.Reveal());
        Assert.Equal(same, phone);
    }

    [Theory]
    [InlineData("081123456", false)] // 9 digits
    [InlineData("0811234567", true)] // 10
    [InlineData("0895123456789", true)] // 13
    [InlineData("08951234567890", false)] // 14
    [InlineData("6281123456", false)]
    [InlineData("62811234567", true)]
    [InlineData("+62895123456789", true)]
    [InlineData("+628951234567890", false)]
    public void A_number_has_10_to_13_digits_as_dialled_at_home(string text, bool isPhone) =>
        Assert.Equal(isPhone, PhoneNumber.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("08")]
    [InlineData("81234567890")] // neither 0 nor 62
    [InlineData("0212345678")] // Jakarta, a fixed line
    [InlineData("+620812345678")] // 62 and 0
    [InlineData("0062812345678")]
    [InlineData("08001234567")] // toll-free
    [InlineData("+6281-234-567")]
    [InlineData("0812 3456 7890")]
    [InlineData(" 081234567890")]
    [InlineData("081234567890 ")]
    [InlineData("(0812)3456789")]
    [InlineData("++6281234567890")]
    [InlineData("+081234567890")]
    [InlineData("-6281234567890")]
    [InlineData("+6581234567")] // Singapore
    [InlineData("08123456789٠")]
    [InlineData("０81234567890")]
    [InlineData("08123456789x")]
    public void Other_text_is_refused(string? text)
    {
        Assert.False(PhoneNumber.TryParse(text, out var phone));
        Assert.Equal(default, phone);
    }

    [Fact]
    public void Any_number_is_revealed_as_it_was_and_leaks_nothing() =>
        Gen.Char['0', '9'].Array[7, 10].Select(digits => "81" + new string(digits)).Sample(national =>
        {
            Assert.True(PhoneNumber.TryParse("0" + national, out var phone));
            Assert.Equal("+62" + national, phone.Reveal());
            Assert.True(PhoneNumber.TryParse(phone.Reveal(), out var again));
            Assert.Equal(phone, again);
            Assert.DoesNotContain(phone.ToString(), char.IsDigit);
        }, iter: 10_000);

    [Fact]
    public void In_JSON_it_is_read_in_any_spelling_and_written_in_one()
    {
        var phone = JsonSerializer.Deserialize<PhoneNumber>("\"081234567890\"");

        Assert.Equal("+6281234567890", JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(phone)));
        Assert.Equal(phone, JsonSerializer.Deserialize<PhoneNumber>(JsonSerializer.Serialize(phone)));
    }

    [Theory]
    [InlineData("6281234567890")]
    [InlineData("\"0812345678901234\"")]
    public void JSON_that_is_not_a_phone_number_is_refused_without_repeating_it(string json)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PhoneNumber>(json));

        Assert.DoesNotContain("812345", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_serialized_and_deserialized_unchanged()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        Assert.True(PhoneNumber.TryParse("081234567890", out var phone));

        Assert.Equal(phone, serializer.Deserialize<PhoneNumber>(serializer.SerializeToArray(phone)));
    }
}
