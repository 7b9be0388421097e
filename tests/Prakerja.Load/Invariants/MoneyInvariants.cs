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
    /// Money is only moved: all accounts together are 0, before and after, and each has grown by what the
    /// people of this run brought to it.
    /// </summary>
    public static Invariant LedgerSumsToZero(Evidence evidence)
    {
        var invariant = new Invariant("ledger_sums_to_zero");
        var (before, after) = (evidence.Before.Accounts, evidence.After.Accounts);
        invariant.Check(before.Total == 0, () => $"before: {before.Total}");
        invariant.Check(after.Total == 0, () => $"after: {after.Total}");
        var own = SumOf(evidence);
        Check("treasury", after.Treasury - before.Treasury, own.Treasury);
        Check("balances", after.Balances - before.Balances, own.Balances);
        Check("reserved", after.Reserved - before.Reserved, own.Reserved);
        Check("settlement", after.Settlement - before.Settlement, own.Settlement);
        Check("incentives", after.Incentives - before.Incentives, own.Incentives);
        return invariant;

        void Check(string account, long moved, long expected) => invariant.Check(
            moved == expected, () => $"{account}: moved by {moved}, the participants by {expected}");
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
            foreach (var attempt in life.Attempts.Where(IsLatePurchase))
                invariant.Check(isSo: true, () => attempt);
        }

        foreach (var breach in evidence.Book.WronglyAccepted.Where(breach => IsLatePurchase(breach.Attempt)))
            invariant.Breach($"{evidence.Lives[breach.Person].Participant}: {breach.Attempt}");
        return invariant;
    }

    private static bool IsLatePurchase(string attempt) =>
        attempt.StartsWith("buy after", StringComparison.Ordinal);

    private static AccountSums SumOf(Evidence evidence)
    {
        long balances = 0, reserved = 0, settlement = 0, incentives = 0;
        foreach (var account in evidence.Accounts.OfType<AccountView>())
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
