using Prakerja.Load.Http;
using Prakerja.Load.Phases;

namespace Prakerja.Load.Invariants;

/// <summary>B1, D1, D2, I1: every rupiah of every card, and all of them together.</summary>
internal static class MoneyInvariants
{
    /// <summary>Each account adds up, and is to the rupiah what was acknowledged to its holder.</summary>
    public static Invariant BalanceAddsUp(Evidence evidence)
    {
        var invariant = new Invariant("balance_equals_grant_minus_purchases_plus_refunds_minus_returned");
        foreach (var life in evidence.Lives)
        {
            if (evidence.AccountOf(life) is not { } account)
            {
                if (life.Stuck is null) invariant.Breach($"{life.Participant}: no account");
                continue;
            }

            var sum = account.Granted - account.Spent + account.Refunded - account.Returned;
            invariant.Check(
                account.Balance == sum, () => $"{life.Participant}: balance {account.Balance}, not {sum}");
            var known = new Money(
                life.Award?.Granted ?? 0,
                life.Spent,
                life.Refunded,
                life.Returned,
                life.Balance,
                Payouts.Due(life));
            var told = new Money(
                account.Granted,
                account.Spent,
                account.Refunded,
                account.Returned,
                account.Balance,
                account.IncentivesPaid);
            if (life.Stuck is null)
                invariant.Check(known == told, () => $"{life.Participant}: {told}, not {known}");
        }

        return invariant;
    }

    /// <summary>
    /// Money is only moved: all accounts together are 0, and each is to the rupiah the sum over all
    /// participants.
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

    /// <summary>
    /// D1, D2: every purchase there is was made in time, and every one tried after a deadline was refused.
    /// </summary>
    public static Invariant NoPurchaseAfterDeadline(Evidence evidence)
    {
        var invariant = new Invariant("no_purchase_after_deadline");
        foreach (var life in evidence.Lives.Where(life => life.Award is not null))
        {
            var award = life.Award!;
            var purchases = evidence.AccountOf(life)?.Purchases ?? [];
            foreach (var purchase in purchases)
                invariant.Check(
                    purchase.BoughtAt < award.BalanceEndsAt,
                    () => $"{life.Participant}: bought {purchase.BoughtAt:o}");
            if (purchases.Count > 0)
                invariant.Check(
                    purchases.Min(purchase => purchase.BoughtAt) < award.FirstPurchaseEndsAt,
                    () => $"{life.Participant}: first bought after day 30");
            foreach (var attempt in life.Attempts.Where(Forbidden.LatePurchases.Contains))
                invariant.Check(isSo: true, () => attempt);
        }

        var late = evidence.History.NotRefused.Where(breach => Forbidden.LatePurchases.Contains(breach.Attempt));
        foreach (var breach in late)
            invariant.Breach($"{evidence.Lives[breach.Person].Participant}: {breach.Attempt}: {breach.Answer}");
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
