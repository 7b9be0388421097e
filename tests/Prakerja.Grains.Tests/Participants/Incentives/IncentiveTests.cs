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
        var scenario = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoRedeemed().WhoTookThePreTest()
            .Does(new CompleteTraining(People.Provider, People.Code(1), 0)).WhoGotTheCertificate();
        Assert.False(IncentiveRules.IsEntitled(scenario.State));

        scenario.At("2021-10-05 23:59:59.999").When(new ReviewCourse(1, 1, "Kurang."))
            .ThenHappens(typeof(CourseReviewed), typeof(IncentiveEntitled));
        Assert.True(IncentiveRules.IsEntitled(scenario.State));
        Assert.Equal("2021-10-05".Date(), scenario.State.Incentives!.EntitledOn);

        scenario.WhoBought(People.Course("kopi", 100_000)).WhoFinished(2)
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
        var scenario = Given.AHolder().At("2021-10-01 09:00").WhoBought().WhoFinished()
            .WithVerifiedWallet(WalletProvider.Dana).At("2021-10-05 14:30");

        var outcome = scenario.When(new ReviewCourse(1, 5, "Baik."));

        Assert.Equal(
            new IncentivePaid(1, IncentiveKind.Instalment, null, Instalment, WalletProvider.Dana), outcome.Events[^1]);
        Assert.Equal(
            [new Payout(Instalment, WalletProvider.Dana, PayoutStatus.Paid)], scenario.State.Incentives!.Payouts);
        Assert.Equal(
            "2021-11-05".Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
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
        var scenario = Given.AGraduate().WithVerifiedWallet().At(now);

        Assert.Equal(paid, scenario.State.Incentives!.PaidInstalments);
        Assert.Equal(paid, scenario.State.Incentives.Payouts.Length);
        Assert.All(scenario.State.Incentives.Payouts, payout => Assert.Equal(Instalment, payout.Amount));
    }

    [Fact]
    public void After_the_last_instalment_nothing_is_due_any_more()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().At("2022-01-05");
        scenario.WhenReminded();

        Assert.Null(ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));
    }

    [Fact]
    public void Each_of_three_surveys_is_paid_once()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet();

        for (var survey = 1; survey <= 3; survey++)
        {
            var outcome = scenario.When(new AnswerSurvey(survey, [1, 2, 3, 4, 5]));
            Assert.Equal(
                [
                    new IncentivePaid(1 + survey, IncentiveKind.Survey, null, Survey, WalletProvider.Ovo),
                ],
                outcome.Events.OfType<IncentivePaid>());
            scenario.When(new AnswerSurvey(survey, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.SurveyAnswered);
        }

        Assert.Equal(3, scenario.State.Incentives!.PaidSurveys);
        Assert.Equal(
            [1, 2, 3],
            ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options)!.AnsweredSurveys);
    }

    [Fact]
    public void Surveys_may_be_answered_in_any_order()
    {
        var scenario = Given.AGraduate().Does(new AnswerSurvey(3, [5, 5, 5, 5, 5]));

        Assert.Equal([3], ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options)!.AnsweredSurveys);
        scenario.When(new AnswerSurvey(3, [1, 1, 1, 1, 1])).ThenRefused(ParticipantRefusals.SurveyAnswered)
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
    public void A_survey_is_refused_before_the_entitlement() => Given.AHolder()
        .When(new AnswerSurvey(1, [1, 2, 3, 4, 5])).ThenRefused(ParticipantRefusals.NotEntitled);

    [Fact]
    public void A_survey_costs_nothing_where_no_account_is_linked_and_is_paid_once_one_is()
    {
        var scenario = Given.AGraduate().Does(new AnswerSurvey(2, [1, 2, 3, 4, 5]));
        Assert.Empty(scenario.State.Incentives!.Payouts);

        var outcome = scenario.WithWallet().When(
            new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true));

        Assert.Equal(
            [IncentiveKind.Survey, IncentiveKind.Instalment],
            outcome.Events.OfType<IncentivePaid>().Select(paid => paid.Kind));
    }

    [Fact]
    public void Nothing_is_paid_until_the_account_is_verified_and_of_the_same_NIK()
    {
        var other = People.Of("1985-08-17".Date(), Sex.Female).Nik;
        var scenario = Given.AGraduate().At("2021-11-06 09:00");
        Assert.Equal(IncentiveHold.NoWallet, IncentiveRules.HoldOf(scenario.State));

        scenario.WithWallet();
        Assert.Equal(IncentiveHold.WalletPending, IncentiveRules.HoldOf(scenario.State));
        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: false))
            .Then(new WalletChecked(WalletCheck.NotVerified));
        Assert.Equal(IncentiveHold.WalletNotVerified, IncentiveRules.HoldOf(scenario.State));
        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, other, KycVerified: true))
            .Then(new WalletChecked(WalletCheck.OtherNik));
        Assert.Equal(IncentiveHold.WalletOfOtherNik, IncentiveRules.HoldOf(scenario.State));
        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, other, KycVerified: false))
            .Then(new WalletChecked(WalletCheck.OtherNik));
        Assert.Empty(scenario.State.Incentives!.Payouts);

        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true))
            .ThenHappens(typeof(WalletChecked), typeof(IncentivePaid), typeof(IncentivePaid));
        Assert.Null(IncentiveRules.HoldOf(scenario.State));
    }

    [Fact]
    public void A_new_wallet_account_is_checked_again()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet(WalletProvider.Ovo).WithWallet(WalletProvider.Bni)
            .At("2021-11-06 09:00");

        Assert.Equal(new Wallet(WalletProvider.Bni, "081234567890", WalletCheck.Pending), scenario.State.Wallet);
        Assert.Empty(scenario.WhenReminded());
        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true))
            .ThenRefused(ParticipantRefusals.WalletUnknown);
        scenario.Does(new CheckWallet(WalletProvider.Bni, Scenario.Account, People.Siti.Nik, KycVerified: true));
        Assert.Equal(WalletProvider.Bni, scenario.State.Incentives!.Payouts[^1].To);
    }

    [Fact]
    public void A_word_on_the_account_that_was_linked_before_says_nothing_about_the_one_that_is()
    {
        var scenario = Given.AGraduate().WithWallet().Does(new LinkWallet(WalletProvider.Ovo, "089999999999"));

        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true))
            .ThenRefused(ParticipantRefusals.WalletUnknown);

        Assert.Equal(IncentiveHold.WalletPending, IncentiveRules.HoldOf(scenario.State));
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
            .When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, true))
            .ThenRefused(ParticipantRefusals.WalletUnknown)
            .When(new LinkWallet(WalletProvider.Ovo, "081234567890"))
            .Then(new WalletLinked(WalletProvider.Ovo, "081234567890"));
    }

    [Fact]
    public void A_waiting_payment_is_shown_with_its_cause()
    {
        var scenario = Given.AGraduate().Does(new AnswerSurvey(2, [1, 2, 3, 4, 5])).At("2021-12-04 23:59:59.999");

        var view = ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options)!;
        Assert.Equal(
            (null, null, "2021-10-05".Date(), 0, Rupiah.Zero, IncentiveHold.NoWallet),
            (view.Wallet, view.WalletCheck, view.EntitledOn, view.PaidInstalments, view.Paid, view.Hold));
        Assert.Equal(new Rupiah(1_250_000), view.Waiting); // two instalments and a survey

        scenario.At("2021-12-05");
        Assert.Equal(
            new Rupiah(
                1_850_000), IncentiveRules.WaitingOf(scenario.State.Incentives!, scenario.Now, scenario.Options));
        scenario.At("2022-06-01");
        Assert.Equal(
            new Rupiah(
                2_450_000), IncentiveRules.WaitingOf(scenario.State.Incentives!, scenario.Now, scenario.Options));

        scenario.WithVerifiedWallet();
        view = ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options)!;
        Assert.Equal(
            (WalletProvider.Ovo, WalletCheck.Verified, 4, new Rupiah(2_450_000), Rupiah.Zero, null),
            (view.Wallet, view.WalletCheck, view.PaidInstalments, view.Paid, view.Waiting, view.Hold));
    }

    [Fact]
    public void There_is_no_incentive_view_without_a_wallet_or_entitlement()
    {
        var scenario = Given.AHolder();
        Assert.Null(ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options));

        var view = ParticipantViews.Incentives(scenario.WithWallet().State, scenario.Now, scenario.Options)!;
        Assert.Equal(
            (WalletProvider.Ovo, WalletCheck.Pending, Rupiah.Zero, null),
            (view.Wallet, view.WalletCheck, view.Waiting, view.Hold));
        Assert.Empty(view.AnsweredSurveys);
    }
}
