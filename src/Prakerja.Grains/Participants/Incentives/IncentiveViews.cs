using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The wallet and the incentives as the participant sees them.</summary>
[GenerateSerializer, Immutable, Alias("incentives-view")]
public sealed record IncentivesView(
    [property: Id(0)] WalletProvider? Wallet,
    [property: Id(1)] WalletCheck? WalletCheck,
    [property: Id(2)] DateOnly? EntitledOn,
    [property: Id(3)] int PaidInstalments,
    [property: Id(4)] ImmutableArray<int> AnsweredSurveys,
    [property: Id(5)] Rupiah Paid,
    [property: Id(6)] Rupiah Waiting,
    [property: Id(7)] IncentiveHold? Hold);

/// <summary>The reason why due incentives are not paid now (I2).</summary>
[Alias("incentive-hold")]
public enum IncentiveHold : byte
{
    NoWallet,
    WalletPending,
    WalletNotVerified,
    WalletOfOtherNik,
    CardFrozen,
    CardCancelled,
    NumberChanged,
    MonthlyLimit,
}

/// <content>Views of the wallet and the incentives (I1, I2).</content>
public static partial class ParticipantViews
{
    /// <summary>The wallet and the incentives; null when there is neither.</summary>
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

    private static Rupiah PaidTo(ParticipantState state) => state.Incentives is { } plan
        ? Sum(plan.Payouts.Where(payout => payout.Status == PayoutStatus.Paid).Select(payout => payout.Amount))
        : Rupiah.Zero;
}
