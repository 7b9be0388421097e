using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Rule S1. Gives places that were not taken to the next records in the order, round by round (docs/draw.md): of the
/// same province, and of the same tier or a later one. Who could not take a place once is never selected again.
/// </summary>
internal sealed class RedrawSelection
{
    private readonly DrawRoll roll;
    private readonly DrawOrder order;
    private readonly DrawCounters counters;
    private readonly bool[] wasSelected;
    private readonly HashSet<KeyedHash> fullHouseholds = [];
    private readonly HashSet<KeyedHash> notTakenBefore = [];
    private readonly Dictionary<KeyedHash, int> selected = [];

    // The places in the order, province by province; a search does not pass the records of other provinces.
    private readonly int[][] byProvince;

    public RedrawSelection(DrawRoll roll, DrawOrder order, ImmutableArray<ProvinceQuota> quotas, DrawResult draw)
    {
        (this.roll, this.order) = (roll, order);
        counters = new DrawCounters(quotas);
        wasSelected = new bool[roll.Count];
        byProvince = GroupByProvince(roll, order);
        for (var at = 0; at < order.Places.Length; at++)
        {
            if (draw.Outcomes[order.Places[at]] == 0) Select(at);
        }
    }

    /// <summary>True for a record that has a place now.</summary>
    public bool IsSelected(KeyedHash pseudonym) =>
        selected.ContainsKey(pseudonym) && !notTakenBefore.Contains(pseudonym);

    /// <summary>The place of a record that is or was selected, in the order of the draw.</summary>
    public int OrderOf(KeyedHash pseudonym) => selected[pseudonym];

    /// <summary>Takes the places away, then gives each to the next record, in the order of the places.</summary>
    /// <returns>The selected records; fewer than the places when no record is left for one.</returns>
    public ImmutableArray<int> Redraw(IReadOnlyList<NotTakenPlace> notTaken)
    {
        foreach (var place in notTaken)
        {
            var record = order.Places[selected[place.Pseudonym]];
            if (!notTakenBefore.Add(place.Pseudonym))
                throw new ArgumentException("A place was lost twice.", nameof(notTaken));
            counters.Change(roll[record], -1);
            if (place.Reason == NotSelectedReason.HouseholdFull) fullHouseholds.Add(roll[record].Household);
        }

        // Within a round the counters only grow, so a record that was passed over stays passed over.
        var next = new Dictionary<(byte Province, byte Tier), int>();
        var chosen = ImmutableArray.CreateBuilder<int>();
        foreach (var place in notTaken)
        {
            ref readonly var entry = ref roll[order.Places[selected[place.Pseudonym]]];
            var candidates = byProvince[entry.Province];
            var at = next.TryGetValue((entry.Province, entry.Tier), out var reached)
                ? reached
                : FindTier(candidates, entry.Tier);
            while (at < candidates.Length && !MayFollow(order.Places[candidates[at]])) at++;
            next[(entry.Province, entry.Tier)] = at;
            if (at == candidates.Length) continue;
            Select(candidates[at]);
            chosen.Add(order.Places[candidates[at]]);
        }

        return chosen.ToImmutable();
    }

    private static int[][] GroupByProvince(DrawRoll roll, DrawOrder order)
    {
        var counts = new int[byte.MaxValue + 1];
        foreach (var record in order.Places) counts[roll[record].Province]++;
        var groups = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (var at = 0; at < order.Places.Length; at++)
        {
            var province = roll[order.Places[at]].Province;
            groups[province][counts[province]++] = at;
        }

        return groups;
    }

    /// <summary>The first candidate of a tier or a later one; candidates are ordered by tier.</summary>
    private int FindTier(int[] candidates, byte tier)
    {
        var (low, high) = (0, candidates.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (roll[order.Places[candidates[middle]]].Tier < tier) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private bool MayFollow(int record)
    {
        ref readonly var entry = ref roll[record];
        return !wasSelected[record]
            && !fullHouseholds.Contains(entry.Household)
            && counters.Check(entry) == 0;
    }

    private void Select(int at)
    {
        var record = order.Places[at];
        counters.Change(roll[record], 1);
        wasSelected[record] = true;
        selected[roll[record].Pseudonym] = at;
    }
}
