using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The plan of a new wave, as management submits it (A3, S1).</summary>
/// <param name="Number">From 1. Usually it follows the last planned number, but that is not required.</param>
/// <param name="RollPartitions">The number of partitions of the roll, 1 to 256. They spread the rows of the roll; the
/// draw does not depend on them.</param>
/// <param name="Terms">How the seed comes about; null for <see cref="DrawTerms.Default"/>.</param>
[GenerateSerializer, Immutable, Alias("wave-plan")]
public sealed record WavePlan(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset OpensAt,
    [property: Id(2)] DateTimeOffset ClosesAt,
    [property: Id(3)] DateTimeOffset DrawsAt,
    [property: Id(4)] DateTimeOffset AnnouncesAt,
    [property: Id(5)] int RollPartitions,
    [property: Id(6)] ImmutableArray<ProvinceQuota> Quotas,
    [property: Id(7)] DrawTerms? Terms = null);

/// <summary>The places of one province, with optional limits for each priority tier (S1).</summary>
/// <param name="TierPlaces">Limits by tier. For any other tier only <paramref name="Places"/> is the limit.</param>
[GenerateSerializer, Immutable, Alias("province-quota")]
public sealed record ProvinceQuota(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] int Places,
    [property: Id(2)] ImmutableArray<TierLimit> TierPlaces);

/// <summary>The most places that one priority tier may get in a province.</summary>
[GenerateSerializer, Immutable, Alias("tier-limit")]
public readonly record struct TierLimit([property: Id(0)] byte Tier, [property: Id(1)] int Places);
