using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Prakerja.Load.Invariants;

/// <summary>Repeats the selection of a draw and its redraws from the records, the quotas and the seed.</summary>
internal sealed class RepeatedSelection
{
    private const int HouseholdFull = 1;
    private const int QuotaExhausted = 7;

    private readonly Dictionary<string, int> places = [];
    private readonly Dictionary<(string Province, int Tier), int> limits = [];
    private readonly Dictionary<object, int> counters = [];
    private readonly HashSet<string> fullHouseholds = [];
    private readonly HashSet<string> everSelected = [];
    private readonly Dictionary<string, ResultRecord> records;

    public RepeatedSelection(ResultFile file)
    {
        foreach (var quota in file.Commitment["quotas"]!.AsArray())
        {
            var province = quota!["province"]!.GetValue<string>();
            places.Add(province, quota["places"]!.GetValue<int>());
            foreach (var tier in quota["tiers"]?.AsArray() ?? [])
                limits.Add((province, tier!["tier"]!.GetValue<int>()), tier["places"]!.GetValue<int>());
        }

        var seed = Convert.FromHexString(file.Draw["seed"]!.GetValue<string>());
        records = file.Records.ToDictionary(record => record.Pseudonym);
        Tickets = file.Records.ToDictionary(
            record => record.Pseudonym,
            record => Convert.ToHexStringLower(
                SHA256.HashData([.. seed, .. Convert.FromHexString(record.Pseudonym)]).AsSpan(0, 16)));
        Order =
        [
            .. file.Records.Where(record => record.Reason == 0)
                .OrderBy(record => record.Tier)
                .ThenBy(record => Tickets[record.Pseudonym], StringComparer.Ordinal)
                .ThenBy(record => record.Pseudonym, StringComparer.Ordinal),
        ];
        foreach (var record in Order)
        {
            var outcome = OutcomeNow(record);
            Outcomes.Add(record.Pseudonym, outcome);
            if (outcome == 0) Select(record);
        }
    }

    /// <summary>The ticket of each pseudonym.</summary>
    public IReadOnlyDictionary<string, string> Tickets { get; }

    /// <summary>The records that take part, in the order of the selection.</summary>
    public IReadOnlyList<ResultRecord> Order { get; }

    /// <summary>The outcomes of the draw of the records that take part.</summary>
    public Dictionary<string, int> Outcomes { get; } = [];

    /// <summary>The pseudonyms that are selected now: by the draw, later by the redraws too.</summary>
    public HashSet<string> Selected { get; } = [];

    /// <summary>Repeats one round of the redraws.</summary>
    /// <returns>A difference; null when there is none.</returns>
    public string? Redraw(JsonNode round)
    {
        var lost = new List<ResultRecord>();
        foreach (var place in round["notTaken"]!.AsArray())
        {
            var pseudonym = place!["pseudonym"]!.GetValue<string>();
            if (!Selected.Remove(pseudonym)) return $"{pseudonym} was not selected before";
            var record = records[pseudonym];
            Count(record, -1);
            if (place["reason"]!.GetValue<int>() == HouseholdFull) fullHouseholds.Add(record.Household);
            lost.Add(record);
        }

        var selected = new List<string>();
        foreach (var place in lost)
        {
            var next = Order.FirstOrDefault(record =>
                record.Province == place.Province
                && record.Tier >= place.Tier
                && !everSelected.Contains(record.Pseudonym)
                && !fullHouseholds.Contains(record.Household)
                && OutcomeNow(record) == 0);
            if (next is null) continue;
            Select(next);
            selected.Add(next.Pseudonym);
        }

        return round["selected"]!.AsArray().Select(one => one!.GetValue<string>()).SequenceEqual(selected)
            ? null
            : $"the draw gives {string.Join(' ', selected)}";
    }

    private int OutcomeNow(ResultRecord record)
    {
        if (counters.GetValueOrDefault(record.Household) >= record.Room) return HouseholdFull;
        return places.TryGetValue(record.Province, out var most)
            && counters.GetValueOrDefault(record.Province) < most
            && counters.GetValueOrDefault(CellOf(record)) < limits.GetValueOrDefault(CellOf(record), int.MaxValue)
            ? 0
            : QuotaExhausted;
    }

    private void Select(ResultRecord record)
    {
        Selected.Add(record.Pseudonym);
        everSelected.Add(record.Pseudonym);
        Count(record, 1);
    }

    private void Count(ResultRecord record, int by)
    {
        foreach (var counter in (object[])[record.Household, record.Province, CellOf(record)])
            counters[counter] = counters.GetValueOrDefault(counter) + by;
    }

    private static (string Province, int Tier) CellOf(ResultRecord record) => (record.Province, record.Tier);
}
