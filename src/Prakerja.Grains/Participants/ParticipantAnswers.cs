using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>What is shown of a state that is as of now.</summary>
public static class ParticipantAnswers
{
    public static TestView Test(ParticipantState state, ProgrammeOptions options) => state.Test switch
    {
        AbilityTest.Running running =>
            new TestView(TestStatus.Running, SignUpRules.TestEndsAt(state, options), running.Answers),
        AbilityTest.Submitted => new TestView(TestStatus.Submitted, null, null),
        _ => new TestView(TestStatus.NotTaken, null, null),
    };

    /// <summary>Rule A4. <paramref name="reason"/> is what the roll says once results are told (S2).</summary>
    public static ApplicationView? Application(
        ParticipantState state, WaveSchedule? wave, SetAsideReason? reason, DateTimeOffset now) =>
        state.Application switch
        {
            Application.Selected selected =>
                new ApplicationView(selected.Wave, ApplicationStatus.Selected, null, null),
            Application.Waiting waiting when reason is not null =>
                new ApplicationView(waiting.Wave, ApplicationStatus.NotSelected, reason, waiting.AppliedAt),
            Application.Waiting waiting => new ApplicationView(
                waiting.Wave,
                wave is null ? ApplicationStatus.InProcess : ApplicationRules.StatusOf(wave, now),
                null,
                waiting.AppliedAt),
            _ => null,
        };

    /// <summary>Rule V1: the number shows once the videos are watched.</summary>
    public static CardView? Card(ParticipantState state, ProgrammeOptions options)
    {
        if (state.Card is not { } card) return null;
        var active = card as Card.Active;
        return new CardView(
            StatusOf(card),
            card.Wave,
            state.Videos is { Finished: true } ? card.Number : null,
            active?.Balance ?? Rupiah.Zero,
            card.NotifiedAt,
            CardRules.FirstPurchaseDueAt(state, options),
            active is not null ? CardRules.BalanceEndsAt(card.NotifiedAt, options) : null);
    }

    public static VideosView? Videos(ParticipantState state, ProgrammeOptions options) => state.Card is null
        ? null
        : new VideosView(
            [
                .. options.IntroductionVideoSeconds.Select((seconds, i) => new VideoView(
                    i + 1, seconds, VideoRules.WatchedMillisecondsOf(state, i + 1) / 1_000)),
            ],
            state.Videos is { Finished: true });

    public static PurchaseView Purchase(ParticipantState state, Purchase purchase) => new(
        purchase.Number,
        purchase.Course,
        purchase.Provider,
        purchase.Platform,
        purchase.Price,
        purchase.Code,
        purchase.BoughtAt,
        StatusOf(purchase.Training),
        TrainingRules.CertificateOf(purchase.Training),
        purchase.Training is Training.Reviewed reviewed ? reviewed.Rating : null,
        state.Card is Card.Active active ? active.Balance : Rupiah.Zero);

    public static TrainingView Training(Purchase purchase) => new(
        purchase.Course,
        purchase.Provider,
        StatusOf(purchase.Training),
        purchase.BoughtAt,
        TrainingRules.CertificateOf(purchase.Training));

    public static Answer<TrainingView> RedeemCode(ParticipantState state, string provider, RedeemCode code) =>
        TrainingRules.OfProvider(state, provider, code, out var purchase) is { } refusal ? refusal : Training(purchase!);

    public static IncentivesView? Incentives(
        ParticipantState state, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Wallet is null && state.Incentives is null) return null;
        var plan = state.Incentives;
        return new IncentivesView(
            state.Wallet?.Provider,
            state.Wallet?.Check,
            plan?.EntitledOn,
            plan?.PaidInstalments ?? 0,
            [.. Enumerable.Range(1, options.IncentiveSurveys)
                .Where(survey => plan is not null && (plan.AnsweredSurveys & (1 << (survey - 1))) != 0)],
            PaidTo(state),
            plan is null ? Rupiah.Zero : IncentiveRules.WaitingOf(plan, now, options),
            plan is null ? null : IncentiveRules.HoldOf(state));
    }

    public static DashboardView Dashboard(
        string key, ParticipantState state, ApplicationView? application, DateTimeOffset now, ProgrammeOptions options) =>
        new(
            key,
            state.PhoneVerified,
            Test(state, options),
            application,
            [
                .. state.Past.Select(past =>
                    new ApplicationView(past.Wave, ApplicationStatus.NotSelected, past.Reason, null)),
            ],
            Card(state, options),
            Videos(state, options),
            [.. state.Purchases.Select(purchase => Purchase(state, purchase))],
            Incentives(state, now, options));

    /// <summary>One card's money, taken from the purchases and the card each for themselves, so they can disagree.</summary>
    public static AccountView Account(string key, ParticipantState state, long version) => new(
        key,
        state.Card is { } card ? StatusOf(card) : null,
        state.Card?.Wave,
        state.Card?.Granted ?? Rupiah.Zero,
        Sum(state.Purchases.Select(purchase => purchase.Price)),
        Sum(state.Purchases
            .Where(purchase => purchase.Training is Training.Refunded { To: Programme.Account.Balances })
            .Select(purchase => purchase.Price)),
        state.Card switch
        {
            Card.Lapsed lapsed => lapsed.Returned,
            Card.Expired expired => expired.Returned,
            Card.Cancelled cancelled => cancelled.Returned,
            _ => Rupiah.Zero,
        },
        state.Card is Card.Active active ? active.Balance : Rupiah.Zero,
        PaidTo(state),
        [
            .. state.Purchases.Select(purchase => new PurchaseStanding(
                purchase.Number, purchase.Course, purchase.Price, purchase.BoughtAt, StatusOf(purchase.Training))),
        ],
        CardRules.RequestOf(state)?.By,
        version);

    /// <summary>A certificate proves a course, not who somebody is: first letters are enough to recognise one's own.</summary>
    public static CertificateView? Certificate(ParticipantState state, string certificate)
    {
        foreach (var purchase in state.Purchases)
        {
            var issuedAt = purchase.Training switch
            {
                Training.Certified certified when certified.Certificate == certificate => certified.At,
                Training.Reviewed reviewed when reviewed.Certificate == certificate => reviewed.CertifiedAt,
                _ => (DateTimeOffset?)null,
            };
            if (issuedAt is { } at)
                return new CertificateView(
                    certificate, purchase.Course, purchase.Provider, Shortened(state.Profile.Name), at);
        }

        return null;
    }

    public static CardStatus StatusOf(Card card) => card switch
    {
        Participants.Card.Active { Freeze: not null } or Participants.Card.Expired { Freeze: not null } =>
            CardStatus.Frozen,
        Participants.Card.Active => CardStatus.Active,
        Participants.Card.Lapsed => CardStatus.Lapsed,
        Participants.Card.Expired => CardStatus.Expired,
        _ => CardStatus.Cancelled,
    };

    public static TrainingStatus StatusOf(Training training) => training switch
    {
        Participants.Training.Bought => TrainingStatus.Bought,
        Participants.Training.Refunded => TrainingStatus.Refunded,
        Participants.Training.Redeemed => TrainingStatus.Redeemed,
        Participants.Training.PreTested => TrainingStatus.PreTested,
        Participants.Training.Completed => TrainingStatus.Completed,
        Participants.Training.Certified => TrainingStatus.Certified,
        _ => TrainingStatus.Reviewed,
    };

    private static Rupiah PaidTo(ParticipantState state) => state.Incentives is { } plan
        ? Sum(plan.Payouts.Where(payout => payout.Status == PayoutStatus.Paid).Select(payout => payout.Amount))
        : Rupiah.Zero;

    private static Rupiah Sum(IEnumerable<Rupiah> amounts) =>
        amounts.Aggregate(Rupiah.Zero, (sum, amount) => sum + amount);

    private static string Shortened(string name) => string.Join(' ', name
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word[0] + "***"));
}
