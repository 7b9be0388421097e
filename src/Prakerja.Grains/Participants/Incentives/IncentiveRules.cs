using System.Collections.Immutable;
using System.Numerics;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules I1 and I2. The incentive after a finished training.</summary>
public static class IncentiveRules
{
    /// <summary>Questions of a survey; each answer is from 1 to 5.</summary>
    public const int SurveyQuestions = 5;

    /// <summary>
    /// Rule I1. Whether one training is finished, certified, rated and reviewed, whatever the grade. A review is
    /// possible only after the other three (T4), so a review is enough.
    /// </summary>
    public static bool IsEntitled(ParticipantState state) =>
        state.Purchases.Any(purchase => purchase.Training is Training.Reviewed);

    /// <summary>
    /// Rule I1. Instalment n falls due n − 1 months after the day of entitlement, at the start of that WIB day. A
    /// month without that day uses its last day.
    /// </summary>
    public static DateTimeOffset InstalmentDueAt(DateOnly entitledOn, int instalment) =>
        Wib.StartOf(entitledOn.AddMonths(instalment - 1));

    /// <summary>Rules I1, I2 and M1. The reason why nothing can be paid now; null when payouts are possible.</summary>
    public static IncentiveHold? HoldOf(ParticipantState state)
    {
        var refusal = CardRules.CheckUsable(state);
        if (refusal == ParticipantRefusals.CardFrozen) return IncentiveHold.CardFrozen;
        if (refusal is not null) return IncentiveHold.CardCancelled;
        return state.Wallet?.Check switch
        {
            null => IncentiveHold.NoWallet,
            WalletCheck.Pending => IncentiveHold.WalletPending,
            WalletCheck.NotVerified => IncentiveHold.WalletNotVerified,
            WalletCheck.OtherNik => IncentiveHold.WalletOfOtherNik,
            _ => state.Incentives?.FailureCause switch
            {
                PayoutFailureCause.NumberChanged => IncentiveHold.NumberChanged,
                PayoutFailureCause.MonthlyLimit => IncentiveHold.MonthlyLimit,
                PayoutFailureCause.AccountNotVerified => IncentiveHold.WalletNotVerified,
                _ => null,
            },
        };
    }

    /// <summary>
    /// Rules I1 and I2. The next event that falls due by time; null when there is none. Returned payouts are paid
    /// first, then surveys, then instalments. A hold stops all payouts until it is fixed; only the monthly limit ends
    /// by itself.
    /// </summary>
    public static (DateTimeOffset At, ParticipantEvent Event)? NextByTime(
        ParticipantState state, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Incentives is not { } plan) return null;
        var hold = HoldOf(state);
        if (hold == IncentiveHold.MonthlyLimit && plan.RetryOn is { } retryOn)
            return (Wib.StartOf(retryOn), new IncentiveMended());
        if (hold is not null) return null;

        var next = plan.Payouts.Length + 1;
        var to = state.Wallet!.Provider;
        var returned = plan.Payouts.FirstOrDefault(payout => payout.Status == PayoutStatus.Returned);
        if (returned is not null)
            return (now, new IncentivePaid(
                next, IncentiveKind.Retry, plan.Payouts.IndexOf(returned) + 1, returned.Amount, to));
        if (BitOperations.PopCount((uint)plan.AnsweredSurveys) > plan.PaidSurveys)
            return (now, new IncentivePaid(next, IncentiveKind.Survey, null, options.IncentiveSurvey, to));
        if (plan.PaidInstalments < options.IncentiveInstalments)
            return (
                InstalmentDueAt(plan.EntitledOn, plan.PaidInstalments + 1),
                new IncentivePaid(next, IncentiveKind.Instalment, null, options.IncentiveInstalment, to));
        return null;
    }

    /// <summary>
    /// Rules I1 and I2. The sum that is due and not sent to the partner: returned payouts, answered surveys and due
    /// instalments.
    /// </summary>
    public static Rupiah WaitingOf(IncentivePlan plan, DateTimeOffset now, ProgrammeOptions options)
    {
        var waiting = options.IncentiveSurvey
            * (BitOperations.PopCount((uint)plan.AnsweredSurveys) - plan.PaidSurveys);
        foreach (var payout in plan.Payouts.Where(payout => payout.Status == PayoutStatus.Returned))
            waiting += payout.Amount;
        for (var instalment = plan.PaidInstalments + 1; instalment <= options.IncentiveInstalments; instalment++)
        {
            if (InstalmentDueAt(plan.EntitledOn, instalment) <= now) waiting += options.IncentiveInstalment;
        }

        return waiting;
    }

    /// <summary>
    /// Rule I1. Links an account; the payment partner has to check it, also when it was linked before.
    /// </summary>
    public static Decision<ParticipantEvent> LinkWallet(ParticipantState state, WalletProvider provider, string account)
    {
        if (state.Card is null) return ParticipantRefusals.NoCard;
        if (account.Length is < 6 or > 20 || !account.All(char.IsAsciiDigit)) return ParticipantRefusals.WalletInvalid;
        return new WalletLinked(provider, account);
    }

    /// <summary>
    /// Rule I1. Records the check of the linked account: it must have the same NIK and be KYC-verified. A check of an
    /// account that is no longer linked is refused.
    /// </summary>
    public static Decision<ParticipantEvent> CheckWallet(ParticipantState state, ParticipantCommand.CheckWallet report)
    {
        if (state.Wallet is not { } wallet || (wallet.Provider, wallet.Account) != (report.Provider, report.Account))
            return ParticipantRefusals.WalletUnknown;
        var check = report.Nik != state.Profile.Nik ? WalletCheck.OtherNik
            : report.KycVerified ? WalletCheck.Verified
            : WalletCheck.NotVerified;
        var fixesCause = check == WalletCheck.Verified
            && state.Incentives is { } plan && NeedsNewCheck(plan);
        return fixesCause
            ? new Decision<ParticipantEvent>([new WalletChecked(check), new IncentiveMended()], null)
            : new WalletChecked(check);
    }

    /// <summary>Rule I1. Records the answers of a survey; each survey can be answered once.</summary>
    public static Decision<ParticipantEvent> AnswerSurvey(
        ParticipantState state, int survey, ImmutableArray<int> answers, ProgrammeOptions options)
    {
        if (CardRules.CheckUsable(state) is { } refusal) return refusal;
        if (state.Incentives is not { } plan) return ParticipantRefusals.NotEntitled;
        if (survey < 1 || survey > options.IncentiveSurveys) return ParticipantRefusals.SurveyUnknown;
        if ((plan.AnsweredSurveys & (1 << (survey - 1))) != 0) return ParticipantRefusals.SurveyAnswered;
        if (answers.IsDefault || answers.Length != SurveyQuestions || answers.Any(answer => answer is < 1 or > 5))
            return ParticipantRefusals.SurveyAnswersInvalid;
        return new SurveyAnswered(survey, answers);
    }

    /// <summary>
    /// Rule I2. Records a returned payout: the money is back with the state and waits until the cause is fixed, by a
    /// new check of the wallet or, for the monthly limit, by the first day of the next month. Of two causes the one
    /// that needs a check remains: the end of a month does not repair a changed number.
    /// </summary>
    public static Decision<ParticipantEvent> Return(
        ParticipantState state, ParticipantCommand.ReturnIncentive report, DateTimeOffset now)
    {
        if (state.Incentives is not { } plan || report.Payout < 1 || report.Payout > plan.Payouts.Length)
            return ParticipantRefusals.PayoutUnknown;
        var payout = plan.Payouts[report.Payout - 1];
        if (payout.Status != PayoutStatus.Paid) return ParticipantRefusals.PayoutReturned;
        if (payout.Amount != report.Amount || payout.To != report.Provider)
            return ParticipantRefusals.PayoutUnknown;
        var today = Wib.DateOf(now);
        DateOnly? retryOn = report.Cause == PayoutFailureCause.MonthlyLimit && !NeedsNewCheck(plan)
            ? new DateOnly(today.Year, today.Month, 1).AddMonths(1)
            : null;
        return new IncentiveReturned(report.Payout, payout.Amount, report.Cause, retryOn);
    }

    private static bool NeedsNewCheck(IncentivePlan plan) =>
        plan.FailureCause is PayoutFailureCause.NumberChanged or PayoutFailureCause.AccountNotVerified;
}
