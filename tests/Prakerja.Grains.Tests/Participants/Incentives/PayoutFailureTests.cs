using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule I2: a failed payment has a cause and is paid again when the cause is gone.</summary>
public sealed class PayoutFailureTests
{
    private static readonly Rupiah Instalment = new(600_000);

    [Fact]
    public void Money_that_comes_back_waits_for_its_cause_to_be_mended()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet();

        scenario.When(Return(PayoutFailureCause.NumberChanged))
            .Then(new IncentiveReturned(1, Instalment, PayoutFailureCause.NumberChanged, null));

        Assert.Equal(
            [new Payout(Instalment, WalletProvider.Ovo, PayoutStatus.Returned)], scenario.State.Incentives!.Payouts);
        Assert.Equal(IncentiveHold.NumberChanged, IncentiveRules.HoldOf(scenario.State));
        Assert.Equal(Rupiah.Zero, ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options)!.Paid);
        Assert.Equal(Instalment, IncentiveRules.WaitingOf(scenario.State.Incentives, scenario.Now, scenario.Options));
    }

    [Theory]
    [InlineData(PayoutFailureCause.NumberChanged, IncentiveHold.NumberChanged)]
    [InlineData(PayoutFailureCause.AccountNotVerified, IncentiveHold.WalletNotVerified)]
    public void A_new_check_of_the_account_mends_it_and_everything_is_paid_once(
        PayoutFailureCause cause, IncentiveHold hold)
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(Return(cause)).At("2021-11-06 09:00");
        Assert.Equal(hold, IncentiveRules.HoldOf(scenario.State));
        Assert.Empty(scenario.WhenReminded());

        var outcome = scenario.When(
            new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true));

        Assert.Equal(
            [
                new WalletChecked(WalletCheck.Verified),
                new IncentiveMended(),
                new IncentivePaid(2, IncentiveKind.Retry, 1, Instalment, WalletProvider.Ovo),
                new IncentivePaid(3, IncentiveKind.Instalment, null, Instalment, WalletProvider.Ovo),
            ],
            outcome.Events);
        Assert.Equal(
            [PayoutStatus.Retried, PayoutStatus.Paid, PayoutStatus.Paid],
            scenario.State.Incentives!.Payouts.Select(payout => payout.Status));
        Assert.Null(scenario.State.Incentives.FailureCause);
        Assert.Equal(
            new Rupiah(1_200_000), ParticipantViews.Incentives(scenario.State, scenario.Now, scenario.Options)!.Paid);
    }

    [Fact]
    public void A_check_that_fails_mends_nothing()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(Return(PayoutFailureCause.NumberChanged));

        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: false))
            .Then(new WalletChecked(WalletCheck.NotVerified));

        Assert.Equal(PayoutFailureCause.NumberChanged, scenario.State.Incentives!.FailureCause);
    }

    [Fact]
    public void A_returned_payment_is_paid_to_a_new_account()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(Return(PayoutFailureCause.NumberChanged))
            .WithWallet(WalletProvider.Bni);
        Assert.Equal(IncentiveHold.WalletPending, IncentiveRules.HoldOf(scenario.State));

        scenario.Does(new CheckWallet(WalletProvider.Bni, Scenario.Account, People.Siti.Nik, KycVerified: true));

        Assert.Equal(
            new Payout(Instalment, WalletProvider.Bni, PayoutStatus.Paid), scenario.State.Incentives!.Payouts[^1]);
    }

    [Theory]
    [InlineData("2021-10-31 23:59:59.999", false)]
    [InlineData("2021-11-01 00:00:00.000", true)]
    public void The_monthly_limit_mends_itself_with_the_first_moment_of_the_next_month(string now, bool isMended)
    {
        var scenario = Given.AGraduate().WithVerifiedWallet();
        scenario.When(Return(PayoutFailureCause.MonthlyLimit)).Then(new IncentiveReturned(
            1, Instalment, PayoutFailureCause.MonthlyLimit, "2021-11-01".Date()));
        Assert.Equal(IncentiveHold.MonthlyLimit, IncentiveRules.HoldOf(scenario.State));
        Assert.Equal(
            "2021-11-01".Wib(), ParticipantRules.NextDeadline(scenario.Written, scenario.Now, scenario.Options));

        scenario.At(now);

        Assert.Equal(
            isMended
                ? [new IncentiveMended(), new IncentivePaid(2, IncentiveKind.Retry, 1, Instalment, WalletProvider.Ovo)]
                : [],
            scenario.WhenReminded());
        Assert.Empty(scenario.WhenReminded());
        Assert.Equal(isMended ? null : "2021-11-01".Date(), scenario.State.Incentives!.RetryOn);
    }

    [Fact]
    public void The_limit_of_December_mends_itself_in_January()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().At("2021-12-31 23:59:59.999");

        var outcome = scenario.When(Return(PayoutFailureCause.MonthlyLimit));

        Assert.Equal("2022-01-01".Date(), outcome.ThenOne<IncentiveReturned>().RetryOn);
    }

    [Fact]
    public void The_next_month_does_not_bring_back_a_number_that_was_given_away()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(new AnswerSurvey(2, [1, 2, 3, 4, 5]))
            .Does(Return(PayoutFailureCause.NumberChanged));

        scenario.When(new ReturnIncentive(WalletProvider.Ovo, 2, new Rupiah(50_000), PayoutFailureCause.MonthlyLimit))
            .Then(new IncentiveReturned(2, new Rupiah(50_000), PayoutFailureCause.MonthlyLimit, null));

        Assert.Equal(IncentiveHold.NumberChanged, IncentiveRules.HoldOf(scenario.State));
        Assert.Empty(scenario.At("2021-11-02 09:00").WhenReminded());

        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true))
            .ThenHappens(
                typeof(WalletChecked), typeof(IncentiveMended), typeof(IncentivePaid), typeof(IncentivePaid));
    }

    [Theory]
    [InlineData(PayoutFailureCause.AccountNotVerified)]
    [InlineData(PayoutFailureCause.MonthlyLimit)]
    public void A_return_from_a_former_account_does_not_delay_payments_to_the_new_account(PayoutFailureCause cause)
    {
        var scenario = Given.AGraduate().WithVerifiedWallet(WalletProvider.Ovo).WithVerifiedWallet(WalletProvider.Dana);

        var outcome = scenario.When(Return(cause));

        Assert.Equal(new IncentivePaid(2, IncentiveKind.Retry, 1, Instalment, WalletProvider.Dana), outcome.Events[^1]);
        Assert.Null(IncentiveRules.HoldOf(scenario.State));
    }

    [Fact]
    public void A_check_does_not_mend_the_monthly_limit()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(Return(PayoutFailureCause.MonthlyLimit));

        scenario.When(new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true))
            .Then(new WalletChecked(WalletCheck.Verified));

        Assert.Equal(IncentiveHold.MonthlyLimit, IncentiveRules.HoldOf(scenario.State));
    }

    [Fact]
    public void While_frozen_the_monthly_limit_does_not_mend_itself_and_after_it_does_at_once()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(
            Return(PayoutFailureCause.MonthlyLimit)).WhoIsFrozen()
            .At("2021-11-02 09:00");
        Assert.Empty(scenario.WhenReminded());

        scenario.When(new UnfreezeCard("budi", "Tidak terbukti."))
            .ThenHappens(typeof(CardUnfrozen), typeof(IncentiveMended), typeof(IncentivePaid));
    }

    [Fact]
    public void A_payment_that_comes_back_again_is_paid_again_under_a_new_number()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(Return(PayoutFailureCause.MonthlyLimit))
            .At("2021-11-01 09:00");
        scenario.WhenReminded();

        scenario.Does(Return(PayoutFailureCause.MonthlyLimit, payout: 2)).At("2021-12-01 09:00");
        scenario.WhenReminded();

        Assert.Equal(
            [PayoutStatus.Retried, PayoutStatus.Retried, PayoutStatus.Paid, PayoutStatus.Paid],
            scenario.State.Incentives!.Payouts.Select(payout => payout.Status));
        Assert.Equal([null, 1, 2, null], scenario.History.OfType<IncentivePaid>().Select(paid => paid.RetryOf));
    }

    [Fact]
    public void Two_payments_that_came_back_are_both_paid_again_once()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet().Does(new AnswerSurvey(1, [1, 2, 3, 4, 5]))
            .Does(Return(PayoutFailureCause.MonthlyLimit))
            .Does(new ReturnIncentive(WalletProvider.Ovo, 2, new Rupiah(50_000), PayoutFailureCause.MonthlyLimit))
            .At("2021-11-01 09:00");
        Assert.Equal(
            new Rupiah(650_000),
            IncentiveRules.WaitingOf(scenario.Written.Incentives!, scenario.Now, scenario.Options));

        Assert.Equal(
            [
                new IncentiveMended(),
                new IncentivePaid(3, IncentiveKind.Retry, 1, Instalment, WalletProvider.Ovo),
                new IncentivePaid(4, IncentiveKind.Retry, 2, new Rupiah(50_000), WalletProvider.Ovo),
            ],
            scenario.WhenReminded());
    }

    [Fact]
    public void A_return_must_be_of_a_payment_as_it_was_made_and_not_yet_returned()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet();
        var right = Return(PayoutFailureCause.NumberChanged);

        scenario.When(right with { Payout = 0 }).ThenRefused(ParticipantRefusals.PayoutUnknown)
            .When(right with { Payout = 2 }).ThenRefused(ParticipantRefusals.PayoutUnknown)
            .When(right with { Amount = new Rupiah(599_999) }).ThenRefused(ParticipantRefusals.PayoutUnknown)
            .When(right with { Provider = WalletProvider.Bni }).ThenRefused(ParticipantRefusals.PayoutUnknown)
            .When(right).ThenHappens(typeof(IncentiveReturned))
            .When(right).ThenRefused(ParticipantRefusals.PayoutReturned);
        Given.AHolder().When(right).ThenRefused(ParticipantRefusals.PayoutUnknown);
    }

    private static ReturnIncentive Return(PayoutFailureCause cause, int payout = 1) =>
        new(WalletProvider.Ovo, payout, Instalment, cause);
}
