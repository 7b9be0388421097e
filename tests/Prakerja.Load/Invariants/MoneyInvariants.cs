using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>B1, D1, D2, I1: invariants of the money of every card and of the ledger.</summary>
internal static class MoneyInvariants
{
    /// <summary>Each account adds up, and equals to the rupiah what the server acknowledged to its holder.</summary>
    public static Invariant BalanceAddsUp(Evidence evidence)
    {
        var invariant = new Invariant("balance_equals_grant_minus_purchases_plus_refunds_minus_returned");
        foreach (var participant in evidence.Participants)
        {
            if (evidence.AccountOf(participant) is not { } account)
            {
                if (participant.Stuck is null) invariant.Breach($"{participant.Key}: no account");
                continue;
            }

            var sum = account.Granted - account.Spent + account.Refunded - account.Returned;
            invariant.Check(
                account.Balance == sum, () => $"{participant.Key}: balance {account.Balance}, not {sum}");
            var expected = new Money(
                participant.Award?.Granted ?? 0,
                participant.Spent,
                participant.Refunded,
                participant.Returned,
                participant.Balance,
                IncentiveAmounts.DueTo(participant));
            var actual = new Money(
                account.Granted,
                account.Spent,
                account.Refunded,
                account.Returned,
                account.Balance,
                account.IncentivesPaid);
            if (participant.Stuck is null)
                invariant.Check(expected == actual, () => $"{participant.Key}: {actual}, not {expected}");
        }

        return invariant;
    }

    /// <summary>
    /// Money only moves between accounts: their sum is 0, and each equals to the rupiah the sum over all participants.
    /// </summary>
    public static Invariant LedgerSumsToZero(Evidence evidence)
    {
        var invariant = new Invariant("ledger_sums_to_zero");
        var (ledger, sum) = (evidence.Ledger.Accounts, SumOf(evidence));
        invariant.Check(ledger.Total == 0, () => $"all accounts together: {ledger.Total}");
        Check("treasury", ledger.Treasury, sum.Treasury);
        Check("balances", ledger.Balances, sum.Balances);
        Check("reserved", ledger.Reserved, sum.Reserved);
        Check("settlement", ledger.Settlement, sum.Settlement);
        Check("incentives", ledger.Incentives, sum.Incentives);
        return invariant;

        void Check(string account, long inLedger, long ofAll) => invariant.Check(
            inLedger == ofAll, () => $"{account}: {inLedger} in the ledger, {ofAll} over all participants");
    }

    /// <summary>D1, D2: every purchase was made in time, and every attempt after a deadline was refused.</summary>
    public static Invariant NoPurchaseAfterDeadline(Evidence evidence)
    {
        var invariant = new Invariant("no_purchase_after_deadline");
        foreach (var participant in evidence.Participants.Where(participant => participant.Award is not null))
        {
            var award = participant.Award!;
            var purchases = evidence.AccountOf(participant)?.Purchases ?? [];
            foreach (var purchase in purchases)
                invariant.Check(
                    purchase.BoughtAt < award.BalanceEndsAt,
                    () => $"{participant.Key}: bought {purchase.BoughtAt:o}");
            if (purchases.Count > 0)
                invariant.Check(
                    purchases.Min(purchase => purchase.BoughtAt) < award.FirstPurchaseEndsAt,
                    () => $"{participant.Key}: first bought after day 30");
            foreach (var attempt in participant.Attempts.Where(ForbiddenAction.LatePurchases.Contains))
                invariant.Check(isSo: true, () => attempt);
        }

        var late = evidence.History.NotRefused.Where(breach => ForbiddenAction.LatePurchases.Contains(breach.Attempt));
        foreach (var breach in late)
            invariant.Breach($"{evidence.Participants[breach.Person].Key}: {breach.Attempt}: {breach.Answer}");
        return invariant;
    }

    private static AccountSums SumOf(Evidence evidence)
    {
        long balances = 0, reserved = 0, settlement = 0, incentives = 0;
        foreach (var account in evidence.Accounts.Values)
        {
            balances += account.Balance;
            incentives += account.IncentivesPaid;
            foreach (var purchase in account.Purchases)
            {
                if (purchase.Status == "bought") reserved += purchase.Price;
                else if (purchase.Status != "refunded") settlement += purchase.Price;
            }
        }

        return new AccountSums(
            -(balances + reserved + settlement + incentives), balances, reserved, settlement, incentives);
    }

    private sealed record Money(
        long Granted, long Spent, long Refunded, long Returned, long Balance, long IncentivesPaid);
}
