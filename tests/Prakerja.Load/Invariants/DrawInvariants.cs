using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>E2 to E4, S1: who was selected, counted from everybody's own dashboard.</summary>
internal static class DrawInvariants
{
    private const int RecipientsPerHousehold = 2;
    private const string QuotaExhausted = "quotaExhausted";
    private const string HouseholdFull = "householdFull";

    public static Invariant WinnersWithinQuota(Evidence evidence)
    {
        var invariant = new Invariant("winners_within_quota");
        foreach (var wave in evidence.Waves)
        {
            var winners = evidence.RecipientsOf(wave.Number)
                .CountBy(life => (life.Person.Province, life.Person.Tier))
                .ToDictionary();
            foreach (var quota in wave.Quotas)
            {
                var all = winners.Where(cell => cell.Key.Province == quota.Province).Sum(cell => cell.Value);
                invariant.Check(
                    all <= quota.Places,
                    () => $"wave {wave.Number} {quota.Province}: {all} of {quota.Places} places");
                foreach (var (tier, places) in quota.TierPlaces ?? [])
                {
                    var count = winners.GetValueOrDefault(
                        (quota.Province, int.Parse(tier, CultureInfo.InvariantCulture)));
                    invariant.Check(
                        count <= places,
                        () => $"wave {wave.Number} {quota.Province}/{tier}: {count} of {places}");
                }
            }

            CheckCells(invariant, wave, winners);
        }

        return invariant;
    }

    public static Invariant AtMostTwoPerHousehold(Evidence evidence)
    {
        var invariant = new Invariant("at_most_two_per_household");
        foreach (var household in evidence.Lives.GroupBy(life => life.Person.Household))
        {
            var first = household.Count(life => life.Award?.Wave == evidence.FirstWave);
            var both = SlotsTaken(evidence, household);
            invariant.Check(
                first <= RecipientsPerHousehold && both <= RecipientsPerHousehold,
                () => $"{household.First().Participant}: {first} recipients in the household, then {both}");
        }

        return invariant;
    }

    /// <summary>
    /// D1: a lapsed card's place is free. Nobody of a household in which one lapsed was told that it is full
    /// while it was not, and the ledger counts as many lapsed cards as there are.
    /// </summary>
    public static Invariant LapsedSlotsFree(Evidence evidence)
    {
        var invariant = new Invariant("lapsed_slots_free");
        foreach (var household in evidence.Lives.GroupBy(life => life.Person.Household))
        {
            if (!household.Any(life => HasLapsedFromFirst(evidence, life))) continue;
            var taken = SlotsTaken(evidence, household);
            foreach (var life in household.Where(life => life.Joined.Contains(evidence.SecondWave)))
            {
                var toldFull = life.NotSelected.GetValueOrDefault(evidence.SecondWave) == HouseholdFull;
                invariant.Check(
                    !toldFull || taken >= RecipientsPerHousehold,
                    () => $"{life.Participant}: household full with {taken} recipients");
            }
        }

        foreach (var wave in evidence.Waves)
        {
            var lapsed = evidence.RecipientsOf(wave.Number).Count(life => life.Ended is CardEnd.Lapsed);
            var ledger = evidence.Ledger.Waves.FirstOrDefault(figures => figures.Wave == wave.Number);
            var counted = ledger?.Lapsed ?? 0;
            invariant.Check(
                lapsed == counted,
                () => $"wave {wave.Number}: {lapsed} cards lapsed, {counted} in the ledger");
        }

        return invariant;
    }

    /// <summary>
    /// S1: in a province where somebody of a lower tier won, nobody of a higher one lost to the quota, unless
    /// the higher tier had reached its own limit.
    /// </summary>
    public static Invariant HigherTierFirst(Evidence evidence)
    {
        var invariant = new Invariant("higher_tier_first");
        foreach (var wave in evidence.Waves)
        {
            foreach (var quota in wave.Quotas)
            {
                var winners = evidence.RecipientsOf(wave.Number)
                    .Where(life => life.Person.Province == quota.Province)
                    .ToList();
                var limit = quota.TierPlaces?.GetValueOrDefault("1", int.MaxValue) ?? int.MaxValue;
                if (!winners.Exists(life => life.Person.Tier == 2)) continue;
                var isAtLimit = winners.Count(life => life.Person.Tier == 1) >= limit;
                foreach (var life in evidence.Lives.Where(life =>
                    life.Person.Tier == 1
                    && life.Person.Province == quota.Province
                    && life.Joined.Contains(wave.Number)))
                {
                    var lost = life.NotSelected.GetValueOrDefault(wave.Number) == QuotaExhausted;
                    invariant.Check(
                        !lost || isAtLimit,
                        () => $"{life.Participant}: tier 1 lost to the quota, tier 2 won");
                }
            }
        }

        return invariant;
    }

    public static Invariant ExcludedNeverSelected(Evidence evidence)
    {
        var invariant = new Invariant("excluded_never_selected");
        foreach (var life in evidence.Lives.Where(life => life.Person.IsExcluded))
            invariant.Check(
                life.Award is null, () => $"{life.Participant}: selected as {life.Person.Standing}");
        return invariant;
    }

    private static void CheckCells(
        Invariant invariant, WaveView wave, IReadOnlyDictionary<(string Province, int Tier), int> winners)
    {
        foreach (var cell in wave.Cells)
        {
            var won = winners.GetValueOrDefault((cell.Province, cell.Tier));
            invariant.Check(
                won == cell.Winners,
                () => $"wave {wave.Number} {cell.Province}/{cell.Tier}: {won} won, {cell.Winners} drawn");
        }
    }

    private static bool HasLapsedFromFirst(Evidence evidence, Life life) =>
        life.Award?.Wave == evidence.FirstWave && life.Ended is CardEnd.Lapsed;

    /// <summary>
    /// Of the household's two places, those that were taken when the second wave was announced. A cancelled
    /// card keeps its place; only a lapsed one gives it back.
    /// </summary>
    private static int SlotsTaken(Evidence evidence, IEnumerable<Life> household) => household.Count(life =>
        life.Award?.Wave == evidence.SecondWave
        || (life.Award?.Wave == evidence.FirstWave && life.Ended is not CardEnd.Lapsed));
}
