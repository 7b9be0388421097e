using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Participants;

public sealed class OneTimeCodesTests
{
    private const string Siti = "p-0123456789abcdefghjkmnpqrs";
    private static readonly IdentityKey Identity = new(new byte[IdentityKey.LengthBytes]);
    private static readonly IdentityKey OtherIdentity = new(
        [.. Enumerable.Repeat((byte)1, IdentityKey.LengthBytes)]);

    [Theory]
    [InlineData(CodePurpose.LogIn, 6)]
    [InlineData(CodePurpose.Purchase, 6)]
    [InlineData(CodePurpose.ConfirmEmail, 6)]
    [InlineData(CodePurpose.VerifyPhone, 8)]
    [InlineData(CodePurpose.LogInElsewhere, 8)]
    public void A_code_that_anybody_can_ask_for_has_eight_digits_and_the_others_six(CodePurpose purpose, int digits)
    {
        for (var number = 1; number <= 1_000; number++)
        {
            var code = OneTimeCodes.DigitsOf(Identity, Siti, purpose, number);
            Assert.Equal(digits, code.Length);
            Assert.All(code, digit => Assert.True(char.IsAsciiDigit(digit)));
        }
    }

    [Fact]
    public void The_same_input_gives_the_same_code() => Assert.Equal(
        OneTimeCodes.DigitsOf(Identity, Siti, CodePurpose.LogIn, 1),
        OneTimeCodes.DigitsOf(Identity, Siti, CodePurpose.LogIn, 1));

    [Fact]
    public void Person_purpose_number_and_key_each_change_the_code()
    {
        var code = OneTimeCodes.DigitsOf(Identity, Siti, CodePurpose.LogIn, 1);

        Assert.NotEqual(code, OneTimeCodes.DigitsOf(Identity, Siti, CodePurpose.LogIn, 2));
        Assert.NotEqual(code, OneTimeCodes.DigitsOf(Identity, Siti, CodePurpose.Purchase, 1));
        Assert.NotEqual(
            code, OneTimeCodes.DigitsOf(Identity, "p-1123456789abcdefghjkmnpqrs", CodePurpose.LogIn, 1));
        Assert.NotEqual(code, OneTimeCodes.DigitsOf(OtherIdentity, Siti, CodePurpose.LogIn, 1));
    }

    [Fact]
    public void Codes_are_spread_over_all_digits()
    {
        var codes = Enumerable.Range(1, 20_000)
            .Select(number => OneTimeCodes.DigitsOf(Identity, Siti, CodePurpose.LogInElsewhere, number))
            .ToList();

        for (var place = 0; place < OneTimeCodes.LengthOf(CodePurpose.LogInElsewhere); place++)
            Assert.All(
                codes.GroupBy(code => code[place]), digit => Assert.InRange(digit.Count(), 1_700, 2_300));
    }
}
