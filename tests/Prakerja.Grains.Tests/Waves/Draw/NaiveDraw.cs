using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>
/// The selection and the redraws, written from docs/draw.md with lists and sums only. It is slow and shares no code
/// with the draw.
/// </summary>
internal sealed class NaiveDraw
{
    private readonly ImmutableArray<ProvinceQuota> quotas;
    private readonly List<DrawRecord> order;
    private readonly List<DrawRecord> selected = [];
    private readonly HashSet<KeyedHash> everSelected = [];
    private readonly HashSet<KeyedHash> closedHouseholds = [];

    public NaiveDraw(IEnumerable<DrawRecord> records, ImmutableArray<ProvinceQuota> quotas, byte[] seed)
    {
        this.quotas = quotas;
        order =
        [
            .. records.Where(record => record.Reason == 0)
                .OrderBy(record => record.Tier)
                .ThenBy(record => TicketOf(seed, record), StringComparer.Ordinal)
                .ThenBy(record => record.Pseudonym),
        ];
        foreach (var record in order)
        {
            Outcomes[record.Pseudonym] = OutcomeOf(record);
            if (Outcomes[record.Pseudonym] == 0) Select(record);
        }
    }

    public Dictionary<KeyedHash, int> Outcomes { get; } = [];

    public IReadOnlyList<DrawRecord> Selected => selected;

    public int RankOf(DrawRecord record) =>
        1 + order.Where(other => (other.Province, other.Tier) == (record.Province, record.Tier))
            .ToList().FindIndex(other => other.Pseudonym == record.Pseudonym);

    /// <summary>The places that were not taken, in the order of the draw.</summary>
    public List<NotTakenPlace> InOrder(IEnumerable<NotTakenPlace> places) =>
        [.. places.OrderBy(place => order.FindIndex(record => record.Pseudonym == place.Pseudonym))];

    /// <summary>Repeats one round and returns the pseudonyms of the selected.</summary>
    public List<KeyedHash> Redraw(IReadOnlyList<NotTakenPlace> notTaken)
    {
        foreach (var place in notTaken)
        {
            selected.RemoveAll(record => record.Pseudonym == place.Pseudonym);
            if (place.Reason == NotSelectedReason.HouseholdFull)
                closedHouseholds.Add(order.Single(record => record.Pseudonym == place.Pseudonym).Household);
        }

        var chosen = new List<KeyedHash>();
        foreach (var place in notTaken)
        {
            var lost = order.Single(record => record.Pseudonym == place.Pseudonym);
            var candidates = order.Where(record => record.Province == lost.Province && record.Tier >= lost.Tier
                && !everSelected.Contains(record.Pseudonym) && !closedHouseholds.Contains(record.Household)
                && OutcomeOf(record) == 0).ToList();
            if (candidates.Count == 0) continue;
            Select(candidates[0]);
            chosen.Add(candidates[0].Pseudonym);
        }

        return chosen;
    }

    private static string TicketOf(byte[] seed, DrawRecord record) =>
        Convert.ToHexStringLower(SHA256.HashData([.. seed, .. record.Pseudonym.ToBytes()]))[..32];

    private int OutcomeOf(DrawRecord record)
    {
        if (selected.Count(other => other.Household == record.Household) >= record.Room) return 1;
        var quota = quotas.SingleOrDefault(quota => quota.Province.Value == record.Province);
        if (quota is null) return 7;
        var province = selected.Where(other => other.Province == record.Province).ToList();
        if (province.Count >= quota.Places) return 7;
        return quota.TierPlaces.Any(limit =>
            limit.Tier == record.Tier && province.Count(other => other.Tier == record.Tier) >= limit.Places)
            ? 7
            : 0;
    }

    private void Select(DrawRecord record)
    {
        selected.Add(record);
        everSelected.Add(record.Pseudonym);
    }
}
