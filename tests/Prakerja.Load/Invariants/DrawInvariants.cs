using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>E2 to E4, S1: invariants of the draw, counted from the dashboard of every participant.</summary>
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
                .CountBy(participant => (participant.Person.Province, participant.Person.Tier))
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
        foreach (var household in evidence.Participants.GroupBy(participant => participant.Person.Household))
        {
            var first = household.Count(participant => participant.Award?.Wave == evidence.FirstWave);
            var both = SlotsTaken(evidence, household);
            invariant.Check(
                first <= RecipientsPerHousehold && both <= RecipientsPerHousehold,
                () => $"{household.First().Key}: {first} recipients in the household, then {both}");
        }

        return invariant;
    }

    /// <summary>
    /// D1: a lapsed card frees its household slot. In a household with a lapsed card, nobody is refused as "household
    /// full" while a slot is free, and the ledger counts the same number of lapsed cards.
    /// </summary>
    public static Invariant LapsedSlotsFree(Evidence evidence)
    {
        var invariant = new Invariant("lapsed_slots_free");
        foreach (var household in evidence.Participants.GroupBy(participant => participant.Person.Household))
        {
            if (!household.Any(participant => HasLapsedFromFirst(evidence, participant))) continue;
            var taken = SlotsTaken(evidence, household);
            foreach (var participant in household.Where(member => member.Joined.Contains(evidence.SecondWave)))
            {
                var refusedAsFull = participant.NotSelected.GetValueOrDefault(evidence.SecondWave) == HouseholdFull;
                invariant.Check(
                    !refusedAsFull || taken >= RecipientsPerHousehold,
                    () => $"{participant.Key}: household full with {taken} recipients");
            }
        }

        foreach (var wave in evidence.Waves)
        {
            var lapsed = evidence.RecipientsOf(wave.Number).Count(participant => participant.Ended is CardEnd.Lapsed);
            var ledger = evidence.Ledger.Waves.FirstOrDefault(figures => figures.Wave == wave.Number);
            var counted = ledger?.Lapsed ?? 0;
            invariant.Check(
                lapsed == counted,
                () => $"wave {wave.Number}: {lapsed} cards lapsed, {counted} in the ledger");
        }

        return invariant;
    }

    /// <summary>
    /// S1: when somebody of a lower tier won in a province, nobody of a higher tier lost to the quota there, unless the
    /// higher tier had reached its own limit.
    /// </summary>
    public static Invariant HigherTierFirst(Evidence evidence)
    {
        var invariant = new Invariant("higher_tier_first");
        foreach (var wave in evidence.Waves)
        {
            foreach (var quota in wave.Quotas)
            {
                var winners = evidence.RecipientsOf(wave.Number)
                    .Where(participant => participant.Person.Province == quota.Province)
                    .ToList();
                var limit = quota.TierPlaces?.GetValueOrDefault("1", int.MaxValue) ?? int.MaxValue;
                if (!winners.Exists(participant => participant.Person.Tier == 2)) continue;
                var isAtLimit = winners.Count(participant => participant.Person.Tier == 1) >= limit;
                foreach (var participant in evidence.Participants.Where(participant =>
                    participant.Person.Tier == 1
                    && participant.Person.Province == quota.Province
                    && participant.Joined.Contains(wave.Number)))
                {
                    var lost = participant.NotSelected.GetValueOrDefault(wave.Number) == QuotaExhausted;
                    invariant.Check(
                        !lost || isAtLimit,
                        () => $"{participant.Key}: tier 1 lost to the quota, tier 2 won");
                }
            }
        }

        return invariant;
    }

    public static Invariant ExcludedNeverSelected(Evidence evidence)
    {
        var invariant = new Invariant("excluded_never_selected");
        foreach (var participant in evidence.Participants.Where(participant => participant.Person.IsExcluded))
            invariant.Check(
                participant.Award is null, () => $"{participant.Key}: selected as {participant.Person.Eligibility}");
        return invariant;
    }

    private static void CheckCells(
        Invariant invariant, WaveView wave, IReadOnlyDictionary<(string Province, int Tier), int> winners)
    {
        // A place that was not taken may have gone to another tier of its province; draws_verified checks that.
        if (wave.Awards is { NotTaken: > 0 })
        {
            foreach (var province in wave.Cells.GroupBy(cell => cell.Province))
            {
                var won = winners.Where(cell => cell.Key.Province == province.Key).Sum(cell => cell.Value);
                var drawn = province.Sum(cell => cell.Winners);
                invariant.Check(
                    won <= drawn, () => $"wave {wave.Number} {province.Key}: {won} won, {drawn} drawn");
            }

            return;
        }

        foreach (var cell in wave.Cells)
        {
            var won = winners.GetValueOrDefault((cell.Province, cell.Tier));
            invariant.Check(
                won == cell.Winners,
                () => $"wave {wave.Number} {cell.Province}/{cell.Tier}: {won} won, {cell.Winners} drawn");
        }
    }

    private static bool HasLapsedFromFirst(Evidence evidence, Participant participant) =>
        participant.Award?.Wave == evidence.FirstWave && participant.Ended is CardEnd.Lapsed;

    /// <summary>
    /// How many of the two slots of the household were taken when the second wave was announced. A cancelled card keeps
    /// its slot; only a lapsed card frees it.
    /// </summary>
    private static int SlotsTaken(Evidence evidence, IEnumerable<Participant> household) =>
        household.Count(participant =>
        participant.Award?.Wave == evidence.SecondWave
        || (participant.Award?.Wave == evidence.FirstWave && participant.Ended is not CardEnd.Lapsed));
}
