using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The rules of the draw (S1, S2, E2, E4). The same roll, quotas and seed always give the same result; the number of
/// partitions, silos or tries does not matter. Every order is total: tier, then ticket, then the participant's hash.
/// </summary>
public static class EarlierDrawRules
{
    /// <summary>
    /// Rules E2, E4 and S2: splits a partition's roll into the applications in the draw and those set aside, each with
    /// the reason. Of a household with room for n more recipients, the first n members take part; the others are set
    /// aside. A household is never divided between partitions, so no other partition is needed.
    /// </summary>
    public static RollSplit SplitRoll(IEnumerable<RollRow> rows, ReadOnlySpan<byte> seed, int recipientsPerHousehold)
    {
        var setAside = ImmutableArray.CreateBuilder<SetAsideEntry>();
        var eligible = new List<DrawEntry>();
        foreach (var row in rows)
        {
            if (SetAsideReasonOf(row) is { } reason)
                setAside.Add(new SetAsideEntry(row.Entry.Participant, reason));
            else
                eligible.Add(EntryOf(row, seed, Math.Max(0, recipientsPerHousehold - row.EarlierRecipients)));
        }

        eligible.Sort(static (left, right) => Compare(left, right));
        var used = new Dictionary<KeyedHash, int>();
        eligible.RemoveAll(entry =>
        {
            used[entry.Household] = used.GetValueOrDefault(entry.Household) + 1;
            if (used[entry.Household] <= entry.RoomInHousehold) return false;
            setAside.Add(new SetAsideEntry(entry.Participant, NotSelectedReason.HouseholdFull));
            return true;
        });
        return new RollSplit([.. eligible], setAside.ToImmutable());
    }

    /// <summary>
    /// Rebuilds an earlier split from its set-aside participants. The result has no set-aside entries: the caller has
    /// them already.
    /// </summary>
    public static RollSplit RestoreSplit(
        IEnumerable<RollRow> rows, ReadOnlySpan<byte> seed, IReadOnlySet<KeyedHash> setAside)
    {
        var eligible = ImmutableArray.CreateBuilder<DrawEntry>();
        foreach (var row in rows)
        {
            if (!setAside.Contains(row.Entry.Participant)) eligible.Add(EntryOf(row, seed, roomInHousehold: 0));
        }

        eligible.Sort(static (left, right) => Compare(left, right));
        return new RollSplit(eligible.ToImmutable(), []);
    }

    /// <summary>
    /// The cells of one partition: the number of eligible applications and their lowest tickets. A cell has not more
    /// tickets than the province has places, because no more of them could win.
    /// </summary>
    public static ImmutableArray<PartitionCell> Cells(
        IEnumerable<DrawEntry> eligible, ImmutableArray<ProvinceQuota> quotas)
    {
        var places = quotas.ToDictionary(quota => quota.Province, quota => quota.Places);
        return
        [
            .. eligible
                .GroupBy(entry => (entry.Province, entry.Tier))
                .OrderBy(cell => cell.Key.Province.ToString(), StringComparer.Ordinal)
                .ThenBy(cell => cell.Key.Tier)
                .Select(cell => new PartitionCell(
                    cell.Key.Province,
                    cell.Key.Tier,
                    cell.Count(),
                    [.. cell.Select(entry => entry.Ticket).Order()
                        .Take(places.GetValueOrDefault(cell.Key.Province))])),
        ];
    }

    /// <summary>
    /// Rule S1: draws the winners. Each province gives its places to the first tier, in the order of the tickets, then
    /// the places that are left to the second tier, and so on. A tier's own limit applies as well.
    /// </summary>
    public static ImmutableArray<DrawCell> Draw(
        IEnumerable<PartitionCell> cells, ImmutableArray<ProvinceQuota> quotas)
    {
        var byProvince = cells.ToLookup(cell => cell.Province);
        var drawn = ImmutableArray.CreateBuilder<DrawCell>();
        var provinces = byProvince.Select(group => group.Key).OrderBy(code => code.ToString(), StringComparer.Ordinal);
        foreach (var province in provinces)
        {
            var quota = quotas.FirstOrDefault(quota => quota.Province == province);
            var left = quota?.Places ?? 0;
            foreach (var tier in byProvince[province].GroupBy(cell => cell.Tier).OrderBy(group => group.Key))
            {
                var lowest = tier.SelectMany(cell => cell.Lowest).Order().Take(LimitOf(quota, tier.Key, left)).ToList();
                left -= lowest.Count;
                drawn.Add(new DrawCell(
                    province,
                    tier.Key,
                    tier.Sum(cell => cell.Standing),
                    lowest.Count,
                    lowest.Count > 0 ? lowest[^1] : null));
            }
        }

        return drawn.ToImmutable();
    }

    /// <summary>True when a ticket won in its cell.</summary>
    public static bool IsWinner(ImmutableArray<DrawCell> cells, ProvinceCode province, byte tier, Ticket ticket) =>
        cells.Any(cell =>
            cell.Province == province && cell.Tier == tier && cell.LastTicket is { } last && ticket <= last);

    /// <summary>
    /// Rule S2: corrects the reasons after the draw. A household is full only if recipients took all its
    /// places. When it still has room, the members that were set aside get the reason <c>QuotaExhausted</c>.
    /// </summary>
    public static ImmutableArray<SetAsideEntry> CorrectReasons(
        IEnumerable<RollRow> rows, RollSplit split, ImmutableArray<DrawCell> cells, int recipientsPerHousehold)
    {
        var winners = split.Eligible
            .Where(entry => IsWinner(cells, entry.Province, entry.Tier, entry.Ticket))
            .CountBy(entry => entry.Household)
            .ToDictionary();
        var households = rows.ToDictionary(row => row.Entry.Participant);
        return
        [
            .. split.SetAside.Select(entry =>
                entry.Reason == NotSelectedReason.HouseholdFull
                && households[entry.Participant] is var row
                && row.EarlierRecipients + winners.GetValueOrDefault(row.Entry.Household) < recipientsPerHousehold
                    ? entry with { Reason = NotSelectedReason.QuotaExhausted }
                    : entry),
        ];
    }

    private static DrawEntry EntryOf(RollRow row, ReadOnlySpan<byte> seed, int roomInHousehold) => new(
        row.Entry.Participant,
        row.Entry.Household,
        row.Entry.Province,
        row.Entry.Tier,
        Ticket.Of(seed, row.Entry.Participant),
        roomInHousehold);

    private static NotSelectedReason? SetAsideReasonOf(RollRow row)
    {
        if (row.Entry.SetAside is { } reason) return reason;
        return (short?)row.ExcludedBy switch
        {
            null => null,
            (short)ClaimKind.ExcludedIdentityMismatch => NotSelectedReason.IdentityMismatch,
            >= (short)ClaimKind.ExcludedWelfareRecipient => NotSelectedReason.ReceivedOtherAid,
            _ => NotSelectedReason.ProhibitedOccupation,
        };
    }

    private static int LimitOf(ProvinceQuota? quota, byte tier, int left)
    {
        if (quota is null) return 0;
        if (quota.TierPlaces.IsDefaultOrEmpty) return left;
        foreach (var limit in quota.TierPlaces)
        {
            if (limit.Tier == tier) return Math.Min(left, limit.Places);
        }

        return left;
    }

    private static int Compare(DrawEntry left, DrawEntry right)
    {
        var tier = left.Tier.CompareTo(right.Tier);
        if (tier != 0) return tier;
        var ticket = left.Ticket.CompareTo(right.Ticket);
        return ticket != 0 ? ticket : left.Participant.CompareTo(right.Participant);
    }
}
