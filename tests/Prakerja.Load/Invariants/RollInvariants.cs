using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>A2, A3: the roll holds exactly the acknowledged joins.</summary>
internal static class RollInvariants
{
    public static Invariant AcknowledgedEqualsRoll(Evidence evidence)
    {
        var invariant = new Invariant("acknowledged_equals_roll");
        foreach (var (wave, roll) in evidence.Managed)
        {
            var joined = evidence.Participants.Where(participant => participant.Joined.Contains(wave.Number)).ToList();
            invariant.Check(
                wave.Applicants == joined.Count,
                () => $"wave {wave.Number}: {joined.Count} acknowledged, {wave.Applicants} in the draw");
            var rows = roll.Sum(cell => cell.Applicants);
            invariant.Check(
                rows == joined.Count,
                () => $"wave {wave.Number}: {joined.Count} acknowledged, {rows} on the roll");
            foreach (var participant in joined)
            {
                var hasOutcome = participant.Award?.Wave == wave.Number
                    || participant.NotSelected.GetValueOrDefault(wave.Number, Fact.NotSelected.Lost)
                        != Fact.NotSelected.Lost;
                invariant.Check(
                    hasOutcome, () => $"{participant.Key}: joined wave {wave.Number}, without outcome");
            }
        }

        return invariant;
    }

    /// <summary>
    /// E4: one person has one card and one number, and the award is of the wave that the person joined.
    /// </summary>
    public static Invariant NobodyTwice(Evidence evidence)
    {
        var invariant = new Invariant("nobody_twice");
        CheckUnique(invariant, "participant key", evidence.Participants, participant => participant.Key);
        CheckUnique(invariant, "card number", evidence.Participants, participant => participant.CardNumber);
        CheckUnique(
            invariant,
            "redeem code",
            evidence.Participants.SelectMany(
                participant => participant.Purchases.Select(purchase => (participant, purchase))),
            pair => pair.purchase.RedeemCode);
        foreach (var participant in evidence.Participants.Where(participant => participant.Award is not null))
        {
            var wave = participant.Award!.Wave;
            invariant.Check(participant.Awards == 1, () => $"{participant.Key}: {participant.Awards} awards");
            invariant.Check(
                participant.Joined.LastOrDefault() == wave, () => $"{participant.Key}: award of wave {wave}");
            invariant.Check(
                evidence.AccountOf(participant)?.Wave == wave,
                () => $"{participant.Key}: the account names another wave");
        }

        return invariant;
    }

    /// <summary>Every forbidden action was refused each time, by the rule that forbids it.</summary>
    public static Invariant ForbiddenWasRefused(Evidence evidence)
    {
        var invariant = new Invariant("forbidden_was_refused");
        foreach (var participant in evidence.Participants)
        {
            foreach (var attempt in participant.Attempts) invariant.Check(isSo: true, () => attempt);
        }

        foreach (var breach in evidence.History.NotRefused)
            invariant.Breach($"{evidence.Participants[breach.Person].Key}: {breach.Attempt}: {breach.Answer}");
        return invariant;
    }

    /// <summary>
    /// A request that is sent twice with the same key takes effect once and gets the same answer twice.
    /// </summary>
    public static Invariant DoneOnce(Evidence evidence)
    {
        var invariant = new Invariant("acknowledged_operations_done_once");
        for (var repeat = 0L; repeat < evidence.History.Repeats; repeat++) invariant.Check(isSo: true, () => "");
        foreach (var differing in evidence.History.DifferingRepeats)
        {
            var who = evidence.Participants[differing.Person].Key;
            invariant.Breach($"{who}: {differing.Operation}: {differing.Difference}");
        }

        foreach (var participant in evidence.Participants.Where(participant => participant.IsRecipient))
        {
            var there = evidence.AccountOf(participant)?.Purchases.Select(purchase => purchase.Number) ?? [];
            invariant.Check(
                there.SequenceEqual(participant.Purchases.Select(purchase => purchase.Number)),
                () => $"{participant.Key}: other purchases than were acknowledged");
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
