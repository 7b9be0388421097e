using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Verified = Prakerja.Grains.Participants.ParticipantEvent.PhoneVerified;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule A1: sign-up and one-time codes; rule E4: one person, one account.</summary>
public sealed class SignUpTests
{
    private static readonly UseCode RightCode = new(CodePurpose.LogIn, Matches: true);
    private static readonly UseCode WrongCode = new(CodePurpose.LogIn, Matches: false);

    [Fact]
    public void A_registration_keeps_the_profile_and_issues_no_code()
    {
        var scenario = Given.Nobody();

        scenario.When(new Register(People.Siti)).ThenHappens(typeof(SignedUp), typeof(Verified));

        Assert.Equal(People.Siti, scenario.State.Profile);
        Assert.True(scenario.State.PhoneVerified);
        Assert.False(scenario.State.IdentityConfirmed);
        Assert.False(scenario.State.EmailConfirmed);
        Assert.Null(scenario.State.Code);
        Assert.Equal(People.Siti.Province, scenario.History.OfType<SignedUp>().Single().Province);
    }

    [Fact]
    public void An_answer_of_the_registry_is_kept() =>
        Assert.True(Given.Nobody().Does(new Register(People.Siti, IdentityConfirmed: true)).State.IdentityConfirmed);

    [Fact]
    public void Every_command_before_the_sign_up_is_refused() =>
        Assert.All(Commands.All, command =>
        {
            if (command is not Register) Given.Nobody().When(command).ThenRefused(ParticipantRefusals.Unknown);
        });

    [Theory]
    [InlineData("2021-09-01", "2021-08-31 23:59:59.999", false)]
    [InlineData("2021-09-01", "2021-09-01 00:00:00.000", true)]
    public void A_birth_date_in_the_future_is_refused(string birthDate, string now, bool isAccepted)
    {
        var outcome = ParticipantRules.Decide(
            null, new Register(People.Of(birthDate.Date(), Sex.Male)), now.Wib(), new ProgrammeOptions());

        Assert.Equal(isAccepted ? null : ParticipantRefusals.BirthDateInFuture, outcome.Refusal);
    }

    [Fact]
    public void A_sign_up_of_an_earlier_version_that_proved_nothing_blocks_nobody()
    {
        Assert.True(PhoneNumber.TryParse("089876543210", out var right));
        var scenario = Given.ASignUp(People.Siti with { Name = "Orang Lain" });

        scenario.When(new Register(People.Siti with { Phone = right })).ThenHappens(typeof(SignedUp), typeof(Verified));

        Assert.Equal(People.Siti with { Phone = right }, scenario.State.Profile);
    }

    [Fact]
    public void The_first_that_registers_a_NIK_keeps_it()
    {
        var scenario = Given.Nobody().Does(new Register(People.Siti));

        scenario.When(new Register(People.Siti with { Name = "Orang Lain" }))
            .ThenRefused(ParticipantRefusals.AlreadyRegistered);
        scenario.When(new Register(People.Siti)).ThenNothing();
        Assert.Equal(People.Siti, scenario.State.Profile);
    }

    [Fact]
    public void A_registration_with_a_wrong_birth_date_does_not_reveal_that_the_NIK_is_registered() =>
        Given.AnAccount().When(new Register(People.Siti with { BirthDate = People.Siti.BirthDate.AddYears(1) }))
            .ThenRefused(ParticipantRefusals.NikContradictsBirthDate);

    [Fact]
    public void A_family_card_number_is_never_the_NIK_itself()
    {
        Assert.True(FamilyCardNumber.TryParse(People.Siti.Nik.Reveal(), out var familyCard));

        Given.Nobody().When(new Register(People.Siti with { FamilyCard = familyCard }))
            .ThenRefused(ParticipantRefusals.FamilyCardIsNik);
    }

    [Theory]
    [InlineData("2022-07-24 23:59:59.999", 9301, "province.not_founded")]
    [InlineData("2022-07-25 00:00:00.000", 9301, null)]
    [InlineData("2022-12-07 23:59:59.999", 9671, "province.not_founded")]
    [InlineData("2022-12-08 00:00:00.000", 9671, null)]
    [InlineData("2021-09-01 00:00:00.000", 9101, null)]
    [InlineData("2026-01-01 00:00:00.000", 9101, null)]
    public void A_code_of_a_province_is_good_from_its_foundation_on(string now, ushort regency, string? refusal)
    {
        var code = new RegencyCode(regency);
        var nik = Nik.Create(code, 1, People.Siti.BirthDate, Sex.Female, 42);
        Assert.True(FamilyCardNumber.TryParse($"{code}012203100007", out var familyCard));
        Profile[] profiles =
        [
            People.Siti with { Nik = nik },
            People.Siti with { FamilyCard = familyCard },
            People.Siti with { Province = code.Province },
        ];

        Assert.All(profiles, profile => Assert.Equal(
            refusal,
            ParticipantRules.Decide(null, new Register(profile), now.Wib(), new ProgrammeOptions()).Refusal?.Code));
    }

    [Fact]
    public void An_email_is_confirmed_once_with_its_own_code()
    {
        var scenario = Given.AnAccount().Does(new RequestCode(CodePurpose.ConfirmEmail));

        scenario.When(RightCode).ThenRefused(ParticipantRefusals.CodeNotIssued);
        scenario.When(new UseCode(CodePurpose.ConfirmEmail, Matches: true)).Then(new EmailConfirmed(scenario.Now));

        Assert.True(scenario.State.EmailConfirmed);
        scenario.When(new RequestCode(CodePurpose.ConfirmEmail))
            .ThenRefused(ParticipantRefusals.EmailAlreadyConfirmed);
        scenario.When(new GiveUpEmail()).ThenRefused(ParticipantRefusals.EmailTaken);
    }

    [Fact]
    public void The_right_code_is_used_up()
    {
        var scenario = ALogIn();

        scenario.When(RightCode).Then(new LoggedIn());
        Assert.Null(scenario.State.Code);
        scenario.When(RightCode).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "code.expired")]
    [InlineData(1, "code.expired")]
    public void A_code_holds_for_five_minutes_and_not_at_their_very_end(int offsetMs, string? refusal)
    {
        var scenario = ALogIn().After(5.Minutes() + offsetMs.Milliseconds());

        Assert.Equal(refusal, scenario.When(RightCode).Refusal?.Code);
    }

    [Fact]
    public void A_wrong_code_is_counted_and_the_fifth_voids_the_code()
    {
        var scenario = ALogIn();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var outcome = scenario.When(WrongCode);
            Assert.Equal(ParticipantRefusals.CodeWrong, outcome.Refusal);
            Assert.Equal([new CodeMistaken(CodePurpose.LogIn, attempt)], outcome.Events);
            Assert.Equal(attempt, scenario.State.Code!.WrongTries);
        }

        scenario.When(RightCode).ThenRefused(ParticipantRefusals.CodeVoid)
            .When(WrongCode).ThenRefused(ParticipantRefusals.CodeVoid)
            .After(1.Minutes()).Does(new RequestCode(CodePurpose.LogIn))
            .When(RightCode).Then(new LoggedIn());
    }

    [Fact]
    public void The_fourth_wrong_try_still_leaves_one()
    {
        var scenario = ALogIn();
        for (var attempt = 1; attempt <= 4; attempt++) scenario.When(WrongCode);

        scenario.When(RightCode).Then(new LoggedIn());
        Assert.Equal(0, scenario.State.CodeFailures);
    }

    [Fact]
    public void A_code_is_good_for_its_purpose_alone()
    {
        var scenario = Given.AnAccount().Does(new RequestCode(CodePurpose.LogIn));

        scenario.When(new UseCode(CodePurpose.Purchase, Matches: true)).ThenRefused(ParticipantRefusals.CodeNotIssued);
        scenario.When(new UseCode(CodePurpose.LogIn, Matches: true)).Then(new LoggedIn());
        Assert.Null(scenario.State.Code);
    }

    [Fact]
    public void A_new_code_voids_the_one_before_and_its_mistakes()
    {
        var scenario = Given.AnAccount().Does(new RequestCode(CodePurpose.LogIn));
        scenario.When(new UseCode(CodePurpose.LogIn, Matches: false));

        scenario.After(1.Minutes()).Does(new RequestCode(CodePurpose.Purchase));

        Assert.Equal(new OneTimeCode(CodePurpose.Purchase, 3, scenario.Now, 0), scenario.State.Code);
        scenario.When(new UseCode(CodePurpose.LogIn, Matches: true)).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Fact]
    public void A_purchase_code_is_used_up_by_the_purchase_alone()
    {
        var scenario = Given.AHolder().WithPurchaseCode();

        scenario.When(new UseCode(CodePurpose.Purchase, Matches: true)).ThenNothing();
        Assert.NotNull(scenario.State.Code);
        scenario.Does(scenario.Buying());
        Assert.Null(scenario.State.Code);
    }

    [Theory]
    [InlineData(-1, "code.too_many_requests")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public void Ten_codes_may_be_asked_for_within_an_hour(int offsetMs, string? refusal)
    {
        var scenario = Given.AnAccount().After(2.Hours());
        var hourStart = scenario.Now;
        for (var code = 1; code <= 10; code++) scenario.Does(new RequestCode(CodePurpose.LogIn)).After(1.Minutes());
        var refused = scenario.When(new RequestCode(CodePurpose.LogIn));
        Assert.Equal(ParticipantRefusals.TooManyCodes, refused.Refusal);
        Assert.Equal(50 * 60, refused.Refusal!.RetryAfterSeconds);

        scenario.At(hourStart + 1.Hours() + offsetMs.Milliseconds());

        Assert.Equal(refusal, scenario.When(new RequestCode(CodePurpose.LogIn)).Refusal?.Code);
        Assert.Equal(refusal is null ? 1 : 10, scenario.State.CodesInHour);
        Assert.Equal(refusal is null ? 12 : 11, scenario.State.CodesIssued);
    }

    [Fact]
    public void A_stranger_who_requests_codes_and_enters_wrong_ones_does_not_lock_out_the_holder()
    {
        var scenario = Given.AnAccount().After(1.Hours()).Does(new RequestCode(CodePurpose.LogIn));
        var own = scenario.State.Code;

        scenario.Does(new RequestCode(CodePurpose.LogInElsewhere));
        for (var attempt = 1; attempt <= scenario.Options.OneTimeCodeTries; attempt++)
            scenario.When(new UseCode(CodePurpose.LogInElsewhere, Matches: false));

        scenario.When(new RequestCode(CodePurpose.LogInElsewhere)).ThenRefused(ParticipantRefusals.CodeWait);
        Assert.Equal(own, scenario.State.Code);
        scenario.When(new UseCode(CodePurpose.LogIn, Matches: true)).Then(new LoggedIn());
        scenario.When(new RequestCode(CodePurpose.Purchase)).ThenHappens(typeof(CodeIssued));
    }

    [Fact]
    public void A_code_for_another_log_in_works_once_and_cannot_be_replaced_by_another_code()
    {
        var scenario = Given.AnAccount().Does(new RequestCode(CodePurpose.LogInElsewhere));
        Assert.Equal(2, scenario.State.Elsewhere!.Code!.Number);

        scenario.When(new UseCode(CodePurpose.LogIn, Matches: true)).ThenRefused(ParticipantRefusals.CodeNotIssued);
        Assert.Equal(
            ParticipantRefusals.CodeWrong, scenario.When(
                new UseCode(CodePurpose.LogInElsewhere, Matches: false)).Refusal);
        scenario.When(new UseCode(CodePurpose.LogInElsewhere, Matches: true)).Then(new LoggedIn(Elsewhere: true));
        scenario.When(new UseCode(CodePurpose.LogInElsewhere, Matches: true))
            .ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Fact]
    public void The_hour_of_codes_elsewhere_begins_with_its_own_first_code()
    {
        var scenario = Given.AnAccount().After(30.Minutes());
        var first = scenario.Now;
        for (var code = 1; code <= scenario.Options.OneTimeCodesPerHour; code++)
            scenario.Does(new RequestCode(CodePurpose.LogInElsewhere));

        scenario.At(first + 1.Hours() - 1.Milliseconds())
            .When(new RequestCode(CodePurpose.LogInElsewhere)).ThenRefused(ParticipantRefusals.TooManyCodes);
        scenario.At(first + 1.Hours())
            .When(new RequestCode(CodePurpose.LogInElsewhere)).ThenHappens(typeof(CodeIssued));
        Assert.Equal(1, scenario.State.Elsewhere!.InHour);
    }

    [Fact]
    public void Codes_need_a_verified_phone()
    {
        Given.ASignUp()
            .When(new RequestCode(CodePurpose.LogIn)).ThenRefused(ParticipantRefusals.PhoneNotVerified)
            .When(new RequestCode(CodePurpose.Purchase)).ThenRefused(ParticipantRefusals.PhoneNotVerified)
            .When(new RequestCode(CodePurpose.VerifyPhone)).ThenRefused(ParticipantRefusals.PhoneNotVerified);
        Given.AnAccount()
            .When(new RequestCode(CodePurpose.VerifyPhone)).ThenRefused(ParticipantRefusals.PhoneAlreadyVerified)
            .When(new RequestCode(CodePurpose.LogIn)).ThenHappens(typeof(CodeIssued));
    }

    private static Scenario ALogIn() => Given.AnAccount().Does(new RequestCode(CodePurpose.LogIn));
}
