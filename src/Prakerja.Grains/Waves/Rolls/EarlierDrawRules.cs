using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Reads the draws of an earlier version (S1, S2, E4), whose roll grains stored the applications that were set aside.
/// </summary>
public static class EarlierDrawRules
{
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

    private static int Compare(DrawEntry left, DrawEntry right)
    {
        var tier = left.Tier.CompareTo(right.Tier);
        if (tier != 0) return tier;
        var ticket = left.Ticket.CompareTo(right.Ticket);
        return ticket != 0 ? ticket : left.Participant.CompareTo(right.Participant);
    }
}
