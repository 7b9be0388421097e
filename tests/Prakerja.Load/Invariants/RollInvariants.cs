using Prakerja.Load.Phases;

namespace Prakerja.Load.Invariants;

/// <summary>A2, A3: what was acknowledged is on the roll, and nothing else is.</summary>
internal static class RollInvariants
{
    public static Invariant AcknowledgedEqualsRoll(Evidence evidence)
    {
        var invariant = new Invariant("acknowledged_equals_roll");
        foreach (var (wave, roll) in evidence.Managed)
        {
            var joined = evidence.Lives.Where(life => life.Joined.Contains(wave.Number)).ToList();
            invariant.Check(
                wave.Applicants == joined.Count,
                () => $"wave {wave.Number}: {joined.Count} acknowledged, {wave.Applicants} in the draw");
            var rows = roll.Sum(cell => cell.Applicants);
            invariant.Check(
                rows == joined.Count,
                () => $"wave {wave.Number}: {joined.Count} acknowledged, {rows} on the roll");
            foreach (var life in joined)
            {
                var hasOutcome = life.Award?.Wave == wave.Number
                    || life.NotSelected.GetValueOrDefault(wave.Number, Draws.Lost) != Draws.Lost;
                invariant.Check(
                    hasOutcome, () => $"{life.Participant}: joined wave {wave.Number}, without outcome");
            }
        }

        return invariant;
    }

    /// <summary>E4: one person, one card, one number; and an award where the person applied.</summary>
    public static Invariant NobodyTwice(Evidence evidence)
    {
        var invariant = new Invariant("nobody_twice");
        CheckUnique(invariant, "participant key", evidence.Lives, life => life.Participant);
        CheckUnique(invariant, "card number", evidence.Lives, life => life.CardNumber);
        CheckUnique(
            invariant,
            "redeem code",
            evidence.Lives.SelectMany(life => life.Purchases.Select(purchase => (life, purchase))),
            pair => pair.purchase.RedeemCode);
        foreach (var life in evidence.Lives.Where(life => life.Award is not null))
        {
            var wave = life.Award!.Wave;
            invariant.Check(life.Awards == 1, () => $"{life.Participant}: {life.Awards} awards");
            invariant.Check(
                life.Joined.LastOrDefault() == wave, () => $"{life.Participant}: award of wave {wave}");
            invariant.Check(
                evidence.AccountOf(life)?.Wave == wave,
                () => $"{life.Participant}: the account names another wave");
        }

        return invariant;
    }

    /// <summary>
    /// What the programme forbids was refused each time it was tried, by the rule that forbids it.
    /// </summary>
    public static Invariant ForbiddenWasRefused(Evidence evidence)
    {
        var invariant = new Invariant("forbidden_was_refused");
        foreach (var life in evidence.Lives)
        {
            foreach (var attempt in life.Attempts) invariant.Check(isSo: true, () => attempt);
        }

        foreach (var breach in evidence.History.NotRefused)
            invariant.Breach($"{evidence.Lives[breach.Person].Participant}: {breach.Attempt}: {breach.Answer}");
        return invariant;
    }

    /// <summary>A request sent twice with its key is done once and answered alike.</summary>
    public static Invariant DoneOnce(Evidence evidence)
    {
        var invariant = new Invariant("acknowledged_operations_done_once");
        for (var repeat = 0L; repeat < evidence.History.Repeats; repeat++) invariant.Check(isSo: true, () => "");
        foreach (var differing in evidence.History.DifferingRepeats)
        {
            var who = evidence.Lives[differing.Person].Participant;
            invariant.Breach($"{who}: {differing.Operation}: {differing.Difference}");
        }

        foreach (var life in evidence.Lives.Where(life => life.IsRecipient))
        {
            var there = evidence.AccountOf(life)?.Purchases.Select(purchase => purchase.Number) ?? [];
            invariant.Check(
                there.SequenceEqual(life.Purchases.Select(purchase => purchase.Number)),
                () => $"{life.Participant}: other purchases than were acknowledged");
        }

        return invariant;
    }

    private static void CheckUnique<T>(
        Invariant invariant, string what, IEnumerable<T> all, Func<T, string?> value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in all)
        {
            if (value(one) is { } text) invariant.Check(seen.Add(text), () => $"the same {what} twice");
        }
    }
}
