using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>The exclusion lists (E2): their public names, their grain keys and their kinds of claim.</summary>
public static class ExclusionList
{
    private const string Prefix = "x-";

    private static readonly ImmutableSortedDictionary<string, ClaimKind> Kinds =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ClaimKind>
        {
            ["stateOfficial"] = ClaimKind.ExcludedStateOfficial,
            ["councilMember"] = ClaimKind.ExcludedCouncilMember,
            ["civilServant"] = ClaimKind.ExcludedCivilServant,
            ["military"] = ClaimKind.ExcludedMilitary,
            ["police"] = ClaimKind.ExcludedPolice,
            ["villageOfficial"] = ClaimKind.ExcludedVillageOfficial,
            ["stateCompanyOfficer"] = ClaimKind.ExcludedStateCompanyOfficer,
            ["dtks"] = ClaimKind.ExcludedWelfareRecipient,
            ["bsu"] = ClaimKind.ExcludedWageSubsidyRecipient,
            ["bpum"] = ClaimKind.ExcludedMicroBusinessGrantRecipient,
            ["identityMismatch"] = ClaimKind.ExcludedIdentityMismatch,
        });

    /// <summary>The public names of all lists.</summary>
    public static IEnumerable<string> Names => Kinds.Keys;

    public static bool Exists(string? name) => name is not null && Kinds.ContainsKey(name);

    /// <summary>The grain key of a list: "x-" and its name.</summary>
    public static string KeyOf(string name) => Prefix + name;

    /// <summary>The kind of claim of the list with this grain key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public static ClaimKind KindOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Kinds[key[Prefix.Length..]];
    }
}
