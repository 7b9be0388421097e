using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>
/// A list of people who are excluded from the draw (E2). Each entry is a claim on the person's hash, so that the draw
/// reads it together with the roll. Key: <see cref="ExclusionList.KeyOf"/>. Refusals: <see cref="ExclusionRefusals"/>.
/// </summary>
[Alias("IExclusionListGrain")]
[GrainInterfaceType("IExclusionListGrain")]
public interface IExclusionListGrain : IGrainWithStringKey
{
    /// <summary>Adds people to the list. People who are on the list already are ignored.</summary>
    /// <param name="people">Hashes of NIKs (<c>ParticipantKey.HashOf</c>), 1 to 1,000.</param>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Add")]
    Task<Answer<ExclusionChange>> Add(ImmutableArray<KeyedHash> people, string by);

    /// <summary>Removes people from the list. People who are not on the list are ignored.</summary>
    [Alias("Remove")]
    Task<Answer<ExclusionChange>> Remove(ImmutableArray<KeyedHash> people, string by);

    /// <summary>The number of people on the list.</summary>
    [AlwaysInterleave, Alias("Count")]
    Task<long> Count();
}

/// <summary>The result of a command: the number of entries it added or removed, and the new total.</summary>
[GenerateSerializer, Immutable, Alias("exclusion-change")]
public sealed record ExclusionChange([property: Id(0)] int Changed, [property: Id(1)] long Total);
