using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule I1: four instalments and three surveys, to a verified account of the same NIK.</summary>
public sealed class IncentiveTests
{
    private static readonly Rupiah Instalment = new(600_000);
    private static readonly Rupiah Survey = new(50_000);

    [Fact]
    public void The_first_review_entitles_whatever_the_grade_and_no_later_one_does_again()
    {
        var life = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoRedeemed().WhoTookThePreTest()
            .Does(new CompleteTraining(People.Provider, People.Code(1), 0)).WhoGotTheCertificate();
        Assert.False(IncentiveRules.IsEntitled(life.State));

        life.At("2021-10-05 23:59:59.999").When(new ReviewCourse(1, 1, "Kurang."))
            .ThenHappens(typeof(CourseReviewed), typeof(IncentiveEntitled));
        Assert.True(IncentiveRules.IsEntitled(life.State));
        Assert.Equal("2021-10-05".Date(), life.State.Incentives!.EntitledOn);

        life.WhoBought(People.Course("kopi", 100_000)).WhoFinished(2)
            .When(new ReviewCourse(2, 5, "Baik.")).ThenHappens(typeof(CourseReviewed));
    }

    [Theory]
    [InlineData("2021-10-05", "2021-10-05", "2021-11-05", "2021-12-05", "2022-01-05")]
    [InlineData("2021-10-31", "2021-10-31", "2021-11-30", "2021-12-31", "2022-01-31")]
    [InlineData("2021-11-30", "2021-11-30", "2021-12-30", "2022-01-30", "2022-02-28")]
    [InlineData("2023-11-30", "2023-11-30", "2023-12-30", "2024-01-30", "2024-02-29")]
    public void Instalments_fall_due_monthly_on_the_same_day_or_the_month_s_last(
        string entitledOn, string first, string second, string third, string fourth)
    {
        string[] due = [first, second, third, fourth];

        Assert.Equal(
            due.Select(day => day.Wib()),
            Enumerable.Range(1, 4).Select(n => IncentiveRules.InstalmentDueAt(entitledOn.Date(), n)));
    }

    [Fact]
    public void With_a_verified_account_the_first_instalment_is_paid_with_the_entitlement()
    {
        var life = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoFinished()
            .WithVerifiedWallet(WalletProvider.Dana).At("2021-10-05 14:30");

        var outcome = life.When(new ReviewCourse(1, 5, "Baik."));

        Assert.Equal(
            new IncentivePaid(1, IncentiveKind.Instalment, null, Instalment, WalletProvider.Dana), outcome.Events[^1]);
        Assert.Equal([new Payout(Instalment, WalletProvider.Dana, PayoutStatus.Paid)], life.State.Incentives!.Payouts);
        Assert.Equal("2021-11-05".Wib(), ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Theory]
    [InlineData("2021-11-04 23:59:59.999", 1)]
    [InlineData("2021-11-05 00:00:00.000", 2)]
    [InlineData("2021-12-04 23:59:59.999", 2)]
    [InlineData("2021-12-05 00:00:00.000", 3)]
    [InlineData("2022-01-04 23:59:59.999", 3)]
    [InlineData("2022-01-05 00:00:00.000", 4)]
    [InlineData("2025-01-05 00:00:00.000", 4)]
    public void Each_instalment_is_paid_from_the_first_moment_of_its_day_and_four_in_all(string now, int paid)
    {
        var life = Given.AGraduate().WithVerifiedWallet().At(now);

        Assert.Equal(paid, life.State.Incentives!.PaidInstalments);
        Assert.Equal(paid, life.State.Incentives.Payouts.Length);
        Assert.All(life.State.Incentives.Payouts, payout => Assert.Equal(Instalment, payout.Amount));
    }

    [Fact]
    public void After_the_last_instalment_nothing_is_due_any_more()
    {
        var life = Given.AGraduate().WithVerifiedWallet().At("2022-01-05");
        life.WhenReminded();

        Assert.Null(ParticipantRules.NextDeadline(life.Written, life.Now, life.Options));
    }

    [Fact]
    public void Each_of_three_surveys_is_paid_once()
    {
        var life = Given.AGraduate().WithVerifiedWallet();

        for (var survey = 1; survey <= 3; survey++)
        {
            var outcome = life.When(new AnswerSurvey(survey, [1, 2, 3, 4, 5]));
            Assert.Equal(
                [
                    new IncentivePaid(1 + survey, IncentiveKind.Survey, null, Survey, WalletProvider.Ovo),
                ],
                outcome.Events.OfType<IncentivePaid>());
            life.When(new AnswerSurvey(survey, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.SurveyAnswered);
        }

        Assert.Equal(3, life.State.Incentives!.PaidSurveys);
        Assert.Equal(
            [1, 2, 3],
            ParticipantViews.Incentives(life.State, life.Now, life.Options)!.AnsweredSurveys);
    }

    [Fact]
    public void Surveys_may_be_answered_in_any_order()
    {
        var life = Given.AGraduate().Does(new AnswerSurvey(3, [5, 5, 5, 5, 5]));

        Assert.Equal([3], ParticipantViews.Incentives(life.State, life.Now, life.Options)!.AnsweredSurveys);
        life.When(new AnswerSurvey(3, [1, 1, 1, 1, 1])).ThenRefused(ParticipantRefusals.SurveyAnswered)
            .Does(new AnswerSurvey(1, [1, 1, 1, 1, 1]));
    }

    [Theory]
    [InlineData(0, "survey.unknown")]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(4, "survey.unknown")]
    public void There_are_three_surveys(int survey, string? refusal) =>
        Assert.Equal(refusal, Given.AGraduate().When(new AnswerSurvey(survey, [1, 2, 3, 4, 5])).Refusal?.Code);

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4 }, false)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 1 }, false)]
    [InlineData(new[] { 0, 2, 3, 4, 5 }, false)]
    [InlineData(new[] { 1, 2, 3, 4, 6 }, false)]
    [InlineData(new[] { 1, 1, 1, 1, 1 }, true)]
    [InlineData(new[] { 5, 5, 5, 5, 5 }, true)]
    public void A_survey_has_five_answers_from_1_to_5(int[] answers, bool isAccepted) =>
        Assert.Equal(
            isAccepted ? null : ParticipantRefusals.SurveyAnswersInvalid,
            Given.AGraduate().When(new AnswerSurvey(1, [.. answers])).Refusal);

    [Fact]
    public void A_survey_without_answers_is_refused() =>
        Given.AGraduate().When(new AnswerSurvey(1, default)).ThenRefused(ParticipantRefusals.SurveyAnswersInvalid);

    [Fact]
    public void Nobody_answers_a_survey_before_being_entitled() => Given.AHolder()
        .When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.NotEntitled);

    [Fact]
    public void A_survey_costs_nothing_where_no_account_is_linked_and_is_paid_once_one_is()
    {
        var life = Given.AGraduate().Does(new AnswerSurvey(2, [1, 2, 3, 4, 5]));
        Assert.Empty(life.State.Incentives!.Payouts);

        var outcome = life.WithWallet().When(new CheckWallet(WalletProvider.Ovo, Life.Account, People.Siti.Nik, KycVerified: true));

        Assert.Equal(
            [IncentiveKind.Survey, IncentiveKind.Instalment],
            outcome.Events.OfType<IncentivePaid>().Select(paid => paid.Kind));
    }

    [Fact]
    public void Nothing_is_paid_until_the_account_is_verified_and_of_the_same_NIK()
    {
        var other = People.Of("1985-08-17".Date(), Sex.Female).Nik;
        var life = Given.AGraduate().At("2021-11-06 09:00");
        Assert.Equal(IncentiveHold.NoWallet, IncentiveRules.HoldOf(life.State));

        life.WithWallet();
        Assert.Equal(IncentiveHold.WalletPending, IncentiveRules.HoldOf(life.State));
        life.When(new CheckWallet(WalletProvider.Ovo, Life.Account, People.Siti.Nik, KycVerified: false))
            .Then(new WalletChecked(WalletCheck.NotVerified));
        Assert.Equal(IncentiveHold.WalletNotVerified, IncentiveRules.HoldOf(life.State));
        life.When(new CheckWallet(WalletProvider.Ovo, Life.Account, other, KycVerified: true))
            .Then(new WalletChecked(WalletCheck.OtherNik));
        Assert.Equal(IncentiveHold.WalletOfOtherNik, IncentiveRules.HoldOf(life.State));
        life.When(new CheckWallet(WalletProvider.Ovo, Life.Account, other, KycVerified: false))
            .Then(new WalletChecked(WalletCheck.OtherNik));
        Assert.Empty(life.State.Incentives!.Payouts);

        life.When(new CheckWallet(WalletProvider.Ovo, Life.Account, People.Siti.Nik, KycVerified: true))
            .ThenHappens(typeof(WalletChecked), typeof(IncentivePaid), typeof(IncentivePaid));
        Assert.Null(IncentiveRules.HoldOf(life.State));
    }

    [Fact]
    public void A_new_account_is_checked_anew()
    {
        var life = Given.AGraduate().WithVerifiedWallet(WalletProvider.Ovo).WithWallet(WalletProvider.Bni)
            .At("2021-11-06 09:00");

        Assert.Equal(new Wallet(WalletProvider.Bni, "081234567890", WalletCheck.Pending), life.State.Wallet);
        Assert.Empty(life.WhenReminded());
        life.When(new CheckWallet(WalletProvider.Ovo, Life.Account, People.Siti.Nik, KycVerified: true))
            .ThenRefused(ParticipantRefusals.WalletUnknown);
        life.Does(new CheckWallet(WalletProvider.Bni, Life.Account, People.Siti.Nik, KycVerified: true));
        Assert.Equal(WalletProvider.Bni, life.State.Incentives!.Payouts[^1].To);
    }

    [Fact]
    public void A_word_on_the_account_that_was_linked_before_says_nothing_about_the_one_that_is()
    {
        var life = Given.AGraduate().WithWallet().Does(new LinkWallet(WalletProvider.Ovo, "089999999999"));

        life.When(new CheckWallet(WalletProvider.Ovo, Life.Account, People.Siti.Nik, KycVerified: true))
            .ThenRefused(ParticipantRefusals.WalletUnknown);

        Assert.Equal(IncentiveHold.WalletPending, IncentiveRules.HoldOf(life.State));
    }

    [Theory]
    [InlineData("12345", false)]
    [InlineData("123456", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("12345a", false)]
    [InlineData("١٢٣٤٥٦", false)]
    public void An_account_is_6_to_20_digits(string account, bool isAccepted) =>
        Assert.Equal(
            isAccepted ? null : ParticipantRefusals.WalletInvalid,
            Given.ARecipient().When(new LinkWallet(WalletProvider.GoPay, account)).Refusal);

    [Fact]
    public void An_account_is_linked_by_recipients_and_checked_where_one_is_linked()
    {
        Given.AParticipant()
            .When(new LinkWallet(WalletProvider.Ovo, "081234567890")).ThenRefused(ParticipantRefusals.NoCard);
        Given.ARecipient()
            .When(new CheckWallet(WalletProvider.Ovo, Life.Account, People.Siti.Nik, true))
            .ThenRefused(ParticipantRefusals.WalletUnknown)
            .When(new LinkWallet(WalletProvider.Ovo, "081234567890"))
            .Then(new WalletLinked(WalletProvider.Ovo, "081234567890"));
    }

    [Fact]
    public void What_is_due_and_waits_is_shown_with_its_cause()
    {
        var life = Given.AGraduate().Does(new AnswerSurvey(2, [1, 2, 3, 4, 5])).At("2021-12-04 23:59:59.999");

        var view = ParticipantViews.Incentives(life.State, life.Now, life.Options)!;
        Assert.Equal(
            (null, null, "2021-10-05".Date(), 0, Rupiah.Zero, IncentiveHold.NoWallet),
            (view.Wallet, view.WalletCheck, view.EntitledOn, view.PaidInstalments, view.Paid, view.Hold));
        Assert.Equal(new Rupiah(1_250_000), view.Waiting); // two instalments and a survey

        life.At("2021-12-05");
        Assert.Equal(
            new Rupiah(1_850_000), IncentiveRules.WaitingOf(life.State.Incentives!, life.Now, life.Options));
        life.At("2022-06-01");
        Assert.Equal(
            new Rupiah(2_450_000), IncentiveRules.WaitingOf(life.State.Incentives!, life.Now, life.Options));

        life.WithVerifiedWallet();
        view = ParticipantViews.Incentives(life.State, life.Now, life.Options)!;
        Assert.Equal(
            (WalletProvider.Ovo, WalletCheck.Verified, 4, new Rupiah(2_450_000), Rupiah.Zero, null),
            (view.Wallet, view.WalletCheck, view.PaidInstalments, view.Paid, view.Waiting, view.Hold));
    }

    [Fact]
    public void Somebody_with_neither_account_nor_entitlement_has_nothing_to_show()
    {
        var life = Given.AHolder();
        Assert.Null(ParticipantViews.Incentives(life.State, life.Now, life.Options));

        var view = ParticipantViews.Incentives(life.WithWallet().State, life.Now, life.Options)!;
        Assert.Equal(
            (WalletProvider.Ovo, WalletCheck.Pending, Rupiah.Zero, null),
            (view.Wallet, view.WalletCheck, view.Waiting, view.Hold));
        Assert.Empty(view.AnsweredSurveys);
    }
}
