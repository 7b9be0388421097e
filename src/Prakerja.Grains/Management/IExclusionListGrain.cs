using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>
/// A list of people who are excluded (E2): each entry is a claim on the person's hash, so that the draw
/// finds it beside the roll. Key: <see cref="ExclusionList.KeyOf"/>. Refusals:
/// <see cref="ExclusionRefusals"/>.
/// </summary>
[Alias("IExclusionListGrain")]
[GrainInterfaceType("IExclusionListGrain")]
public interface IExclusionListGrain : IGrainWithStringKey
{
    /// <summary>Puts people on the list; who stands there already is left as he is.</summary>
    /// <param name="people">Hashes of NIKs (<c>ParticipantKey.HashOf</c>), 1 to 1,000.</param>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("Add")]
    Task<Answer<ExclusionChange>> Add(ImmutableArray<KeyedHash> people, string by);

    /// <summary>Takes people off the list; who does not stand there is passed over.</summary>
    [Alias("Remove")]
    Task<Answer<ExclusionChange>> Remove(ImmutableArray<KeyedHash> people, string by);

    /// <summary>How many people the list names.</summary>
    [AlwaysInterleave, Alias("Count")]
    Task<long> Count();
}

/// <summary>How many entries a command added or removed, and how many the list has now.</summary>
[GenerateSerializer, Immutable, Alias("exclusion-change")]
public sealed record ExclusionChange([property: Id(0)] int Changed, [property: Id(1)] long Total);

/// <summary>The lists (E2): their public names, their grains and their claims.</summary>
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

    public static IEnumerable<string> Names => Kinds.Keys;

    public static bool Exists(string? name) => name is not null && Kinds.ContainsKey(name);

    public static string KeyOf(string name) => Prefix + name;

    /// <summary>The kind of claim that the list with a grain key holds.</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public static ClaimKind KindOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Kinds[key[Prefix.Length..]];
    }
}

/// <summary>Why a command on an exclusion list is refused.</summary>
public static class ExclusionRefusals
{
    /// <summary>No such list. For the edge; a grain of an unknown list does not exist.</summary>
    public static Refusal ListUnknown { get; } = new("exclusion.list_unknown");

    /// <summary>A command names 1 to 1,000 people.</summary>
    public static Refusal CountOutOfRange { get; } = new("exclusion.count_out_of_range");
}
