using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Verified = Prakerja.Grains.Participants.ParticipantEvent.PhoneVerified;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule A1: sign-up and one-time codes; rule E4: one person, one account.</summary>
public sealed class SignUpTests
{
    private static readonly UseCode RightCode = new(CodePurpose.VerifyPhone, Matches: true);
    private static readonly UseCode WrongCode = new(CodePurpose.VerifyPhone, Matches: false);

    [Fact]
    public void A_sign_up_keeps_the_profile_and_sends_the_first_code()
    {
        var life = Given.Nobody();

        life.When(new SignUp(People.Siti)).ThenHappens(typeof(SignedUp), typeof(CodeIssued));

        Assert.Equal(People.Siti, life.State.Profile);
        Assert.False(life.State.PhoneVerified);
        Assert.Equal(new OneTimeCode(CodePurpose.VerifyPhone, 1, life.Now, 0), life.State.Code);
        Assert.Equal(People.Siti.Province, life.History.OfType<SignedUp>().Single().Province);
    }

    [Fact]
    public void Nothing_can_be_asked_of_somebody_who_never_signed_up() =>
        Assert.All(Commands.All, command =>
        {
            if (command is not SignUp) Given.Nobody().When(command).ThenRefused(ParticipantRefusals.Unknown);
        });

    [Theory]
    [InlineData("2021-09-01", "2021-08-31 23:59:59.999", false)]
    [InlineData("2021-09-01", "2021-09-01 00:00:00.000", true)]
    public void A_birth_date_in_the_future_is_refused(string birthDate, string now, bool isAccepted)
    {
        var outcome = ParticipantRules.Decide(
            null, new SignUp(People.Of(birthDate.Date(), Sex.Male)), now.Wib(), new ProgrammeOptions());

        Assert.Equal(isAccepted ? null : ParticipantRefusals.BirthDateInFuture, outcome.Refusal);
    }

    [Fact]
    public void A_wrong_phone_number_can_be_put_right_until_the_phone_is_verified()
    {
        Assert.True(PhoneNumber.TryParse("089876543210", out var right));
        var life = Given.ASignUp().After(1.Minutes());

        life.When(new SignUp(People.Siti with { Phone = right })).ThenHappens(typeof(SignedUp), typeof(CodeIssued));
        Assert.Equal(right, life.State.Profile.Phone);
        Assert.Equal(2, life.State.Code!.Number);

        life.WhoVerifiedThePhone()
            .When(new SignUp(People.Siti)).ThenRefused(ParticipantRefusals.AlreadyRegistered);
        Assert.Equal(right, life.State.Profile.Phone);
    }

    [Fact]
    public void Who_tries_a_NIK_without_knowing_its_birth_date_is_not_told_that_it_is_registered() =>
        Given.AnAccount().When(new SignUp(People.Siti with { BirthDate = People.Siti.BirthDate.AddYears(1) }))
            .ThenRefused(ParticipantRefusals.NikContradictsBirthDate);

    [Fact]
    public void Signing_up_again_and_again_sends_no_more_codes_than_an_hour_allows()
    {
        var life = Given.ASignUp();
        for (var code = 2; code <= life.Options.OneTimeCodesPerHour; code++) life.WhoSignedUp();

        life.When(new SignUp(People.Siti with { Name = "Orang Lain" }))
            .ThenRefused(ParticipantRefusals.TooManyCodes);
        Assert.Equal("Siti Aminah", life.State.Profile.Name);
    }

    [Fact]
    public void The_right_code_verifies_the_phone_and_is_used_up()
    {
        var life = Given.ASignUp();

        life.When(RightCode).Then(new Verified());
        Assert.True(life.State.PhoneVerified);
        Assert.Null(life.State.Code);
        life.When(RightCode).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "code.expired")]
    [InlineData(1, "code.expired")]
    public void A_code_holds_for_five_minutes_and_not_at_their_very_end(int offsetMs, string? refusal)
    {
        var life = Given.ASignUp().After(5.Minutes() + offsetMs.Milliseconds());

        Assert.Equal(refusal, life.When(RightCode).Refusal?.Code);
    }

    [Fact]
    public void A_wrong_code_is_counted_and_the_fifth_voids_the_code()
    {
        var life = Given.ASignUp();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var outcome = life.When(WrongCode);
            Assert.Equal(ParticipantRefusals.CodeWrong, outcome.Refusal);
            Assert.Equal([new CodeMistaken(CodePurpose.VerifyPhone, attempt)], outcome.Events);
            Assert.Equal(attempt, life.State.Code!.WrongTries);
        }

        life.When(RightCode).ThenRefused(ParticipantRefusals.CodeVoid)
            .When(WrongCode).ThenRefused(ParticipantRefusals.CodeVoid)
            .Does(new RequestCode(CodePurpose.VerifyPhone))
            .When(RightCode).Then(new Verified());
    }

    [Fact]
    public void The_fourth_wrong_try_still_leaves_one()
    {
        var life = Given.ASignUp();
        for (var attempt = 1; attempt <= 4; attempt++) life.When(WrongCode);

        life.When(RightCode).Then(new Verified());
    }

    [Fact]
    public void A_code_is_good_for_its_purpose_alone()
    {
        var life = Given.AnAccount().Does(new RequestCode(CodePurpose.LogIn));

        life.When(new UseCode(CodePurpose.Purchase, Matches: true)).ThenRefused(ParticipantRefusals.CodeNotIssued);
        life.When(new UseCode(CodePurpose.LogIn, Matches: true)).Then(new LoggedIn());
        Assert.Null(life.State.Code);
    }

    [Fact]
    public void A_new_code_voids_the_one_before_and_its_mistakes()
    {
        var life = Given.AnAccount().Does(new RequestCode(CodePurpose.LogIn));
        life.When(new UseCode(CodePurpose.LogIn, Matches: false));

        life.After(1.Minutes()).Does(new RequestCode(CodePurpose.Purchase));

        Assert.Equal(new OneTimeCode(CodePurpose.Purchase, 3, life.Now, 0), life.State.Code);
        life.When(new UseCode(CodePurpose.LogIn, Matches: true)).ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Fact]
    public void A_purchase_code_is_used_up_by_the_purchase_alone()
    {
        var life = Given.AHolder().WithPurchaseCode();

        life.When(new UseCode(CodePurpose.Purchase, Matches: true)).ThenNothing();
        Assert.NotNull(life.State.Code);
        life.Does(life.Buying());
        Assert.Null(life.State.Code);
    }

    [Theory]
    [InlineData(-1, "code.too_many_requests")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public void Ten_codes_may_be_asked_for_within_an_hour(int offsetMs, string? refusal)
    {
        var life = Given.ASignUp(); // the first of the ten
        var hourStart = life.Now;
        for (var code = 2; code <= 10; code++)
            life.After(1.Minutes()).Does(new RequestCode(CodePurpose.VerifyPhone));
        life.When(new RequestCode(CodePurpose.VerifyPhone)).ThenRefused(ParticipantRefusals.TooManyCodes);

        life.At(hourStart + 1.Hours() + offsetMs.Milliseconds());

        Assert.Equal(refusal, life.When(new RequestCode(CodePurpose.VerifyPhone)).Refusal?.Code);
        Assert.Equal(refusal is null ? 1 : 10, life.State.CodesInHour);
        Assert.Equal(refusal is null ? 11 : 10, life.State.CodesIssued);
    }

    [Fact]
    public void A_stranger_who_asks_for_codes_and_types_wrong_ones_locks_nobody_out_of_her_own()
    {
        var life = Given.AnAccount().After(1.Hours()).Does(new RequestCode(CodePurpose.LogIn));
        var own = life.State.Code;

        for (var code = 1; code <= life.Options.OneTimeCodesPerHour; code++)
        {
            life.Does(new RequestCode(CodePurpose.LogInElsewhere));
            for (var attempt = 1; attempt <= life.Options.OneTimeCodeTries; attempt++)
                life.When(new UseCode(CodePurpose.LogInElsewhere, Matches: false));
        }

        life.When(new RequestCode(CodePurpose.LogInElsewhere)).ThenRefused(ParticipantRefusals.TooManyCodes);
        Assert.Equal(own, life.State.Code);
        life.When(new UseCode(CodePurpose.LogIn, Matches: true)).Then(new LoggedIn());
        life.When(new RequestCode(CodePurpose.Purchase)).ThenHappens(typeof(CodeIssued));
    }

    [Fact]
    public void A_code_for_logging_in_elsewhere_works_once_and_no_other_stands_for_it()
    {
        var life = Given.AnAccount().Does(new RequestCode(CodePurpose.LogInElsewhere));
        Assert.Equal(2, life.State.Elsewhere!.Code!.Number);

        life.When(new UseCode(CodePurpose.LogIn, Matches: true)).ThenRefused(ParticipantRefusals.CodeNotIssued);
        Assert.Equal(
            ParticipantRefusals.CodeWrong, life.When(new UseCode(CodePurpose.LogInElsewhere, Matches: false)).Refusal);
        life.When(new UseCode(CodePurpose.LogInElsewhere, Matches: true)).Then(new LoggedIn(Elsewhere: true));
        life.When(new UseCode(CodePurpose.LogInElsewhere, Matches: true))
            .ThenRefused(ParticipantRefusals.CodeNotIssued);
    }

    [Fact]
    public void The_hour_of_codes_elsewhere_begins_with_its_own_first_code()
    {
        var life = Given.AnAccount().After(30.Minutes());
        var first = life.Now;
        for (var code = 1; code <= life.Options.OneTimeCodesPerHour; code++)
            life.Does(new RequestCode(CodePurpose.LogInElsewhere));

        life.At(first + 1.Hours() - 1.Milliseconds())
            .When(new RequestCode(CodePurpose.LogInElsewhere)).ThenRefused(ParticipantRefusals.TooManyCodes);
        life.At(first + 1.Hours())
            .When(new RequestCode(CodePurpose.LogInElsewhere)).ThenHappens(typeof(CodeIssued));
        Assert.Equal(1, life.State.Elsewhere!.InHour);
    }

    [Fact]
    public void A_code_for_the_phone_is_for_those_who_have_none_verified_the_others_for_those_who_have()
    {
        Given.ASignUp()
            .When(new RequestCode(CodePurpose.LogIn)).ThenRefused(ParticipantRefusals.PhoneNotVerified)
            .When(new RequestCode(CodePurpose.Purchase)).ThenRefused(ParticipantRefusals.PhoneNotVerified)
            .When(new RequestCode(CodePurpose.VerifyPhone)).ThenHappens(typeof(CodeIssued));
        Given.AnAccount()
            .When(new RequestCode(CodePurpose.VerifyPhone)).ThenRefused(ParticipantRefusals.PhoneAlreadyVerified)
            .When(new RequestCode(CodePurpose.LogIn)).ThenHappens(typeof(CodeIssued));
    }
}
