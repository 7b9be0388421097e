using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <content>Wallet, surveys and payments (I1, I2).</content>
internal sealed partial class ParticipantModel
{
    private void PayWhatIsDue(DateOnly today)
    {
        if (Frozen || Card is not (CardStatus.Active or CardStatus.Expired)) return;
        if (WalletAt is null || WalletCheckResult != WalletCheck.Verified) return;
        if (failure == PayoutFailureCause.MonthlyLimit && today >= retryOn) failure = null;
        if (failure is not null) return;
        foreach (var payment in Payments.Where(payment => payment.Status == PayoutStatus.Returned).ToList())
        {
            payment.Status = PayoutStatus.Retried;
            Payments.Add(new Payment(payment.Amount, WalletAt.Value));
        }

        for (; SurveysPaid < SurveysAnswered.Count; SurveysPaid++)
            Payments.Add(new Payment(options.IncentiveSurveyRupiah, WalletAt.Value));
        for (;
            InstalmentsPaid < options.IncentiveInstalments && entitledOn.AddMonths(InstalmentsPaid) <= today;
            InstalmentsPaid++)
            Payments.Add(new Payment(options.IncentiveInstalmentRupiah, WalletAt.Value));
    }

    private List<string> DoLink(LinkWallet c)
    {
        var refusals = new List<string>();
        if (Card is null) refusals.Add("card.none");
        if (c.Account.Length < 6) refusals.Add("wallet.account_invalid");
        if (refusals.Count == 0) (WalletAt, WalletCheckResult) = (c.Provider, WalletCheck.Pending);
        return refusals;
    }

    private List<string> DoCheck(CheckWallet c)
    {
        if (WalletAt != c.Provider || c.Account != Scenario.Account) return ["wallet.unknown"];
        WalletCheckResult = c.Nik != profile!.Nik ? WalletCheck.OtherNik
            : c.KycVerified ? WalletCheck.Verified
            : WalletCheck.NotVerified;
        if (WalletCheckResult == WalletCheck.Verified && failure != PayoutFailureCause.MonthlyLimit) failure = null;
        return [];
    }

    private List<string> DoSurvey(AnswerSurvey c)
    {
        var refusals = new List<string>();
        if (CardRefusal() is { } card) refusals.Add(card);
        if (!Entitled) refusals.Add("incentive.not_entitled");
        if (c.Survey < 1 || c.Survey > options.IncentiveSurveys) refusals.Add("survey.unknown");
        if (SurveysAnswered.Contains(c.Survey)) refusals.Add("survey.already_answered");
        if (c.Answers.Length != 5) refusals.Add("survey.answers_invalid");
        if (refusals.Count == 0) SurveysAnswered.Add(c.Survey);
        return refusals;
    }

    private List<string> DoReturn(ReturnIncentive c, DateTimeOffset now)
    {
        if (c.Payout < 1 || c.Payout > Payments.Count) return ["incentive.payout_unknown"];
        var refusals = new List<string>();
        var payment = Payments[c.Payout - 1];
        if (payment.Status != PayoutStatus.Paid) refusals.Add("incentive.already_returned");
        if (payment.Amount != c.Amount.Amount || payment.To != c.Provider) refusals.Add("incentive.payout_unknown");
        if (refusals.Count > 0) return refusals;
        payment.Status = PayoutStatus.Returned;
        if (payment.To != WalletAt) return []; // nothing is wrong with the one that is linked now
        if (c.Cause == PayoutFailureCause.MonthlyLimit && failure is not null and not PayoutFailureCause.MonthlyLimit)
            return [];
        failure = c.Cause;
        var month = Day(now);
        retryOn = new DateOnly(month.Year, month.Month, 1).AddMonths(1);
        return [];
    }

    internal sealed class Payment(long amount, WalletProvider to)
    {
        public long Amount => amount;

        public WalletProvider To => to;

        public PayoutStatus Status { get; set; } = PayoutStatus.Paid;
    }
}
