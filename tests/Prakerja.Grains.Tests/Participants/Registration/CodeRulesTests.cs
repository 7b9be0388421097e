using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule A5: what people type as a code, growing waits, and the end of guessing.</summary>
public sealed class CodeRulesTests
{
    private static readonly ProgrammeOptions Options = new();
    private static readonly DateTimeOffset Now = "2021-09-01 08:00".Wib();

    [Theory]
    [InlineData("123456", CodePurpose.LogIn, true)]
    [InlineData("123456 ", CodePurpose.LogIn, true)]
    [InlineData("123 456", CodePurpose.Purchase, true)]
    [InlineData("123-456", CodePurpose.ConfirmEmail, true)]
    [InlineData("1234\u00a05678", CodePurpose.VerifyPhone, true)]
    [InlineData("1234\u20135678", CodePurpose.LogInElsewhere, true)]
    [InlineData("123456", CodePurpose.LogInElsewhere, false)]
    [InlineData("12345678", CodePurpose.LogIn, false)]
    [InlineData("12345", CodePurpose.LogIn, false)]
    [InlineData("", CodePurpose.LogIn, false)]
    [InlineData("12345a", CodePurpose.LogIn, false)]
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666", CodePurpose.LogIn, false)]
    public void Blanks_and_dashes_are_left_out_and_all_else_is_no_code(string typed, CodePurpose purpose, bool isCode)
    {
        Assert.Equal(isCode, OneTimeCodeInput.TryParse(typed, purpose, out var code));
        if (isCode) Assert.True(code.Is("12345678"[..OneTimeCodes.LengthOf(purpose)]));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(15, 4)]
    [InlineData(50, 512)]
    [InlineData(55, 1_024)]
    [InlineData(60, 1_440)]
    [InlineData(99, 1_440)]
    public void The_wait_doubles_with_each_voided_code_up_to_a_day(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), CodeRules.WaitAfter(failures, Options));

    [Theory]
    [InlineData(-1, "code.wait")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public void A_wait_ends_at_its_last_instant(int offsetMs, string? refusal) => Assert.Equal(
        refusal,
        CodeRules.CheckIssue(5, Now, Now + 1.Minutes() + offsetMs.Milliseconds(), Options)?.Code);

    [Fact]
    public void A_refusal_says_how_long_to_wait() =>
        Assert.Equal(31, CodeRules.CheckIssue(5, Now, Now.AddSeconds(29.5), Options)!.RetryAfterSeconds);

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, "code.stopped")]
    public void After_a_hundred_wrong_tries_in_a_row_there_are_no_more_codes(int failures, string? refusal) =>
        Assert.Equal(refusal, CodeRules.CheckIssue(failures, Now, Now.AddYears(1), Options)?.Code);

    [Fact]
    public void A_stranger_s_guesses_end_for_ever_and_a_log_in_on_a_known_device_opens_the_way_again()
    {
        var scenario = Given.AnAccount();
        for (var code = 1; code <= 20; code++)
        {
            scenario.After(1.Days()).Does(new RequestCode(CodePurpose.LogInElsewhere));
            for (var attempt = 1; attempt <= 5; attempt++)
                scenario.When(new UseCode(CodePurpose.LogInElsewhere, Matches: false));
        }

        scenario.After(365.Days()).When(new RequestCode(CodePurpose.LogInElsewhere))
            .ThenRefused(ParticipantRefusals.CodesStopped);

        scenario.Does(new RequestCode(CodePurpose.LogIn)).Does(new UseCode(CodePurpose.LogIn, Matches: true))
            .When(new RequestCode(CodePurpose.LogInElsewhere)).ThenHappens(typeof(ParticipantEvent.CodeIssued));
    }
}
