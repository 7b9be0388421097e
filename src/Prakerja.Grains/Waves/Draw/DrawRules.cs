using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The selection (S1, S2, E4), as docs/draw.md describes it. The same roll, order and quotas always give the same
/// result. The draw and its verifier call the same functions.
/// </summary>
public static class DrawRules
{
    /// <summary>
    /// Rules S1 and E4. Selects records in the given order while their household has room and their province and cell
    /// have places. A household is full only through members that were selected.
    /// </summary>
    public static DrawResult Draw(DrawRoll roll, DrawOrder order, ImmutableArray<ProvinceQuota> quotas)
    {
        var outcomes = new NotSelectedReason[roll.Count];
        var ranks = new int[roll.Count];
        for (var i = 0; i < roll.Count; i++) outcomes[i] = roll[i].Reason;

        var counters = new DrawCounters(quotas);
        foreach (var record in order.Places)
        {
            ref readonly var entry = ref roll[record];
            ranks[record] = counters.CountEntry(entry);
            outcomes[record] = counters.Check(entry);
            if (outcomes[record] == 0) counters.Select(entry, order.TicketOf(record));
        }

        return new DrawResult(outcomes, ranks, counters.ToCells());
    }

    /// <summary>
    /// Rules E2 and S2. The reason for which an application does not take part in the draw; 0 when it does. A reason
    /// known at application comes before an exclusion list.
    /// </summary>
    public static NotSelectedReason ReasonOf(in Applicant applicant)
    {
        if (applicant.SetAside is { } reason) return reason;
        return applicant.ExcludedBy switch
        {
            null => 0,
            ClaimKind.ExcludedIdentityMismatch => NotSelectedReason.IdentityMismatch,
            >= ClaimKind.ExcludedWelfareRecipient => NotSelectedReason.ReceivedOtherAid,
            _ => NotSelectedReason.ProhibitedOccupation,
        };
    }

    /// <summary>Rule E4. How many more recipients a household may get.</summary>
    public static byte RoomOf(in Applicant applicant, int recipientsPerHousehold) =>
        (byte)Math.Clamp(recipientsPerHousehold - applicant.EarlierRecipients, 0, byte.MaxValue);
}
