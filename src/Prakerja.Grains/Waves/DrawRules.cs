using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Rules S1, S2, E2 and E4 for the draw: same roll, quotas and seed give the same result, whatever the number of
/// partitions, silos or tries. All orders are total: tier, then ticket, then the participant's hash.
/// </summary>
public static class DrawRules
{
    /// <summary>
    /// Rules E2, E4 and S2: splits a partition's roll into who stands in the draw and who is set aside, with the reason.
    /// A household with room for n more recipients stands with its n first members; the others are set aside. Whole
    /// households are in one partition, so this needs no other.
    /// </summary>
    public static RollSplit Split(IEnumerable<RollRow> rows, ReadOnlySpan<byte> seed, int recipientsPerHousehold)
    {
        var setAside = ImmutableArray.CreateBuilder<SetAsideEntry>();
        var standing = new List<StandingEntry>();
        foreach (var row in rows)
        {
            if (ReasonOf(row) is { } reason)
                setAside.Add(new SetAsideEntry(row.Entry.Participant, reason));
            else
                standing.Add(EntryOf(row, seed, Math.Max(0, recipientsPerHousehold - row.EarlierRecipients)));
        }

        standing.Sort(static (left, right) => Compare(left, right));
        var used = new Dictionary<KeyedHash, int>();
        standing.RemoveAll(entry =>
        {
            used[entry.Household] = used.GetValueOrDefault(entry.Household) + 1;
            if (used[entry.Household] <= entry.RoomInHousehold) return false;
            setAside.Add(new SetAsideEntry(entry.Participant, SetAsideReason.HouseholdFull));
            return true;
        });
        return new RollSplit([.. standing], setAside.ToImmutable());
    }

    /// <summary>Who stands when those who were passed over are known already.</summary>
    public static RollSplit Standing(
        IEnumerable<RollRow> rows, ReadOnlySpan<byte> seed, IReadOnlySet<KeyedHash> passedOver)
    {
        var standing = ImmutableArray.CreateBuilder<StandingEntry>();
        foreach (var row in rows)
        {
            if (!passedOver.Contains(row.Entry.Participant)) standing.Add(EntryOf(row, seed, roomInHousehold: 0));
        }

        standing.Sort(static (left, right) => Compare(left, right));
        return new RollSplit(standing.ToImmutable(), []);
    }

    /// <summary>
    /// What a partition brings to the wave: per cell, how many stand, and the lowest tickets, no more than the province
    /// has places (no more of them could win).
    /// </summary>
    public static ImmutableArray<StandingCell> Cells(
        IEnumerable<StandingEntry> standing, ImmutableArray<ProvinceQuota> quotas)
    {
        var places = quotas.ToDictionary(quota => quota.Province, quota => quota.Places);
        return
        [
            .. standing
                .GroupBy(entry => (entry.Province, entry.Tier))
                .OrderBy(cell => cell.Key.Province.ToString(), StringComparer.Ordinal)
                .ThenBy(cell => cell.Key.Tier)
                .Select(cell => new StandingCell(
                    cell.Key.Province,
                    cell.Key.Tier,
                    cell.Count(),
                    [.. cell.Select(entry => entry.Ticket).Order()
                        .Take(places.GetValueOrDefault(cell.Key.Province))])),
        ];
    }

    /// <summary>
    /// Rule S1: each province gives its places to the first tier by ticket, what is left to the second, and so on; a
    /// tier's own limit holds as well.
    /// </summary>
    public static ImmutableArray<DrawCell> Draw(
        IEnumerable<StandingCell> cells, ImmutableArray<ProvinceQuota> quotas)
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

    /// <summary>Did this ticket win its cell?</summary>
    public static bool Won(ImmutableArray<DrawCell> cells, ProvinceCode province, byte tier, Ticket ticket) =>
        cells.Any(cell =>
            cell.Province == province && cell.Tier == tier && cell.LastTicket is { } last && ticket <= last);

    /// <summary>
    /// Rule S2: a household is full only if its places were really taken. Members set aside behind others who then did
    /// not win either missed the draw for want of places, and are told so.
    /// </summary>
    public static ImmutableArray<SetAsideEntry> Settle(
        IEnumerable<RollRow> rows, RollSplit split, ImmutableArray<DrawCell> cells, int recipientsPerHousehold)
    {
        var winners = split.Standing
            .Where(entry => Won(cells, entry.Province, entry.Tier, entry.Ticket))
            .CountBy(entry => entry.Household)
            .ToDictionary();
        var households = rows.ToDictionary(row => row.Entry.Participant);
        return
        [
            .. split.SetAside.Select(entry =>
                entry.Reason == SetAsideReason.HouseholdFull
                && households[entry.Participant] is var row
                && row.EarlierRecipients + winners.GetValueOrDefault(row.Entry.Household) < recipientsPerHousehold
                    ? entry with { Reason = SetAsideReason.QuotaExhausted }
                    : entry),
        ];
    }

    private static StandingEntry EntryOf(RollRow row, ReadOnlySpan<byte> seed, int roomInHousehold) => new(
        row.Entry.Participant,
        row.Entry.Household,
        row.Entry.Province,
        row.Entry.Tier,
        Ticket.Of(seed, row.Entry.Participant),
        roomInHousehold);

    private static SetAsideReason? ReasonOf(RollRow row)
    {
        if (row.Entry.SetAside is { } known) return known;
        return (short?)row.ExcludedBy switch
        {
            null => null,
            (short)ClaimKind.ExcludedIdentityMismatch => SetAsideReason.IdentityMismatch,
            >= (short)ClaimKind.ExcludedWelfareRecipient => SetAsideReason.ReceivedOtherAid,
            _ => SetAsideReason.ProhibitedOccupation,
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

    private static int Compare(StandingEntry left, StandingEntry right)
    {
        var tier = left.Tier.CompareTo(right.Tier);
        if (tier != 0) return tier;
        var ticket = left.Ticket.CompareTo(right.Ticket);
        return ticket != 0 ? ticket : left.Participant.CompareTo(right.Participant);
    }
}

/// <summary>One partition's roll, split for the draw.</summary>
public sealed record RollSplit(ImmutableArray<StandingEntry> Standing, ImmutableArray<SetAsideEntry> SetAside);

/// <summary>An application that stands in the draw.</summary>
/// <param name="RoomInHousehold">Recipients the household may still get.</param>
public readonly record struct StandingEntry(
    KeyedHash Participant, KeyedHash Household, ProvinceCode Province, byte Tier, Ticket Ticket, int RoomInHousehold);

/// <summary>An application that was passed over, with the reason.</summary>
public sealed record SetAsideEntry(KeyedHash Participant, SetAsideReason Reason);
