using System.Collections.Frozen;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog;

/// <summary>
/// Claim kinds as numbers in SQL texts. They are constants and not parameters, because the
/// planner uses a partial index (<c>claim_by_holder</c>) only for a constant.
/// </summary>
internal static class StoredClaimKinds
{
    public const short HouseholdSlot = (short)ClaimKind.HouseholdSlot;

    public const short Complaint = (short)ClaimKind.Complaint;

    /// <summary>The first number of the exclusion lists (rule E2), one kind a list.</summary>
    public const short FirstExclusion = (short)ClaimKind.ExcludedStateOfficial;

    /// <summary>The last number reserved for exclusion lists; not every number up to it is used.</summary>
    public const short LastExclusion = 199;

    private static readonly FrozenSet<ClaimKind> FoundByHolder = [ClaimKind.Complaint];

    /// <summary>
    /// Allows a search by holder only for the kinds with an index; for others it would read every claim.
    /// </summary>
    /// <exception cref="NotSupportedException">Claims of this kind have no index by their holder.</exception>
    public static void ThrowIfNotIndexedByHolder(ClaimKind kind)
    {
        if (!FoundByHolder.Contains(kind))
            throw new NotSupportedException($"Claims of kind {kind} are not indexed by their holder.");
    }
}
