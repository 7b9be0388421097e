using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>Selects records for places that were not taken, round by round (docs/draw.md).</summary>
internal sealed class RedrawSelection
{
    private readonly DrawRoll roll;
    private readonly DrawOrder order;
    private readonly DrawCounters counters;
    private readonly bool[] wasSelected;
    private readonly HashSet<KeyedHash> fullHouseholds = [];
    private readonly Dictionary<KeyedHash, (int Record, int Order)> selected = [];

    public RedrawSelection(DrawRoll roll, DrawOrder order, ImmutableArray<ProvinceQuota> quotas, DrawResult draw)
    {
        (this.roll, this.order) = (roll, order);
        counters = new DrawCounters(quotas);
        wasSelected = new bool[roll.Count];
        for (var at = 0; at < order.Places.Length; at++)
        {
            if (draw.Outcomes[order.Places[at]] == 0) Select(at);
        }
    }

    /// <summary>The place of a record that is or was selected, in the order of the draw.</summary>
    public int OrderOf(KeyedHash pseudonym) => selected[pseudonym].Order;

    public ImmutableArray<int> Redraw(IReadOnlyList<NotTakenPlace> notTaken)
    {
        foreach (var place in notTaken)
        {
            var record = selected[place.Pseudonym].Record;
            counters.Change(roll[record], -1);
            if (place.Reason == NotSelectedReason.HouseholdFull) fullHouseholds.Add(roll[record].Household);
        }

        // Within a round the counters only grow, so a record that was passed over stays passed over.
        var next = new Dictionary<(byte Province, byte Tier), int>();
        var chosen = ImmutableArray.CreateBuilder<int>();
        foreach (var place in notTaken)
        {
            ref readonly var entry = ref roll[selected[place.Pseudonym].Record];
            var at = next.GetValueOrDefault((entry.Province, entry.Tier));
            while (at < order.Places.Length && !MayFollow(entry, order.Places[at])) at++;
            next[(entry.Province, entry.Tier)] = at;
            if (at == order.Places.Length) continue;
            Select(at);
            chosen.Add(order.Places[at]);
        }

        return chosen.ToImmutable();
    }

    private bool MayFollow(in DrawRecord notTaken, int record)
    {
        ref readonly var entry = ref roll[record];
        return entry.Province == notTaken.Province
            && entry.Tier >= notTaken.Tier
            && !wasSelected[record]
            && !fullHouseholds.Contains(entry.Household)
            && counters.Check(entry) == 0;
    }

    private void Select(int at)
    {
        var record = order.Places[at];
        counters.Change(roll[record], 1);
        wasSelected[record] = true;
        selected[roll[record].Pseudonym] = (record, at);
    }
}
