
namespace Prakerja.Load.Invariants;

/// <summary>All invariants, in the order of the report.</summary>
internal static class AllInvariants
{
    public static IReadOnlyList<Invariant> Of(Evidence evidence) =>
    [
        RollInvariants.AcknowledgedEqualsRoll(evidence),
        DrawInvariants.WinnersWithinQuota(evidence),
        DrawInvariants.AtMostTwoPerHousehold(evidence),
        RollInvariants.NobodyTwice(evidence),
        MoneyInvariants.BalanceAddsUp(evidence),
        MoneyInvariants.LedgerSumsToZero(evidence),
        MoneyInvariants.NoPurchaseAfterDeadline(evidence),
        DrawInvariants.LapsedSlotsFree(evidence),
        DrawInvariants.HigherTierFirst(evidence),
        DrawInvariants.ExcludedNeverSelected(evidence),
        PublishedDraw.DrawsVerified(evidence),
        RollInvariants.DoneOnce(evidence),
        RollInvariants.ForbiddenWasRefused(evidence),
    ];
}
