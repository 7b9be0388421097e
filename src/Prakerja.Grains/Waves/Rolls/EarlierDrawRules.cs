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
    /// The applications that took part: all that were not set aside, ordered by tier, ticket and participant.
    /// </summary>
    public static ImmutableArray<DrawEntry> RestoreEligible(
        IEnumerable<RollRow> rows, ReadOnlySpan<byte> seed, IReadOnlySet<KeyedHash> setAside)
    {
        var eligible = ImmutableArray.CreateBuilder<DrawEntry>();
        foreach (var row in rows)
        {
            if (!setAside.Contains(row.Entry.Participant)) eligible.Add(EntryOf(row, seed));
        }

        eligible.Sort(static (left, right) => Compare(left, right));
        return eligible.ToImmutable();
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
        IEnumerable<RollRow> rows,
        ImmutableArray<DrawEntry> eligible,
        ImmutableArray<SetAsideEntry> setAside,
        ImmutableArray<DrawCell> cells,
        int recipientsPerHousehold)
    {
        var winners = eligible
            .Where(entry => IsWinner(cells, entry.Province, entry.Tier, entry.Ticket))
            .CountBy(entry => entry.Household)
            .ToDictionary();
        var households = rows.ToDictionary(row => row.Entry.Participant);
        return
        [
            .. setAside.Select(entry =>
                entry.Reason == NotSelectedReason.HouseholdFull
                && households[entry.Participant] is var row
                && row.EarlierRecipients + winners.GetValueOrDefault(row.Entry.Household) < recipientsPerHousehold
                    ? entry with { Reason = NotSelectedReason.QuotaExhausted }
                    : entry),
        ];
    }

    private static DrawEntry EntryOf(RollRow row, ReadOnlySpan<byte> seed) => new(
        row.Entry.Participant,
        row.Entry.Household,
        row.Entry.Province,
        row.Entry.Tier,
        Ticket.Of(seed, row.Entry.Participant));

    private static int Compare(DrawEntry left, DrawEntry right)
    {
        var tier = left.Tier.CompareTo(right.Tier);
        if (tier != 0) return tier;
        var ticket = left.Ticket.CompareTo(right.Ticket);
        return ticket != 0 ? ticket : left.Participant.CompareTo(right.Participant);
    }
}
