using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The commitment of a draw, as it is published after closing (docs/draw.md). Hashes are lower-case hex of 32 bytes.
/// </summary>
public sealed record DrawCommitment(
    string Format,
    int Wave,
    DateTimeOffset ClosedAt,
    int Entries,
    string Root,
    int RecipientsPerHousehold,
    ImmutableArray<CommittedQuota> Quotas,
    string? ProgrammeHash,
    ImmutableArray<CommittedWitness> Witnesses,
    DrawBeacon? Beacon,
    MissingSecretRule IfMissing,
    DateTimeOffset RevealUntil,
    bool SelfWitnessed)
{
    public const string FormatName = "prakerja-commitment-1";

    /// <summary>The hash of a seed that was fixed at planning; null in waves of this protocol.</summary>
    public string? PlannedSeedHash { get; init; }

    /// <summary>The quotas in the form of the rules.</summary>
    public ImmutableArray<ProvinceQuota> ToQuotas() =>
    [
        .. Quotas.Select(quota => new ProvinceQuota(
            quota.Province,
            quota.Places,
            [.. quota.Tiers.Select(tier => new TierLimit(tier.Tier, tier.Places))])),
    ];

    public static ImmutableArray<CommittedQuota> QuotasOf(ImmutableArray<ProvinceQuota> quotas) =>
    [
        .. quotas.Select(quota => new CommittedQuota(
            quota.Province,
            quota.Places,
            [
                .. (quota.TierPlaces.IsDefault ? [] : quota.TierPlaces)
                    .Select(tier => new CommittedTier(tier.Tier, tier.Places)),
            ])),
    ];
}

/// <param name="Tiers">Limits of tiers; empty when no tier has one.</param>
public sealed record CommittedQuota(ProvinceCode Province, int Places, ImmutableArray<CommittedTier> Tiers);

public sealed record CommittedTier(byte Tier, int Places);

public sealed record CommittedWitness(string Name, string Hash);

/// <summary>The public random value that a draw uses, announced before closing.</summary>
/// <param name="Kind"><c>drand</c>: read over HTTP. <c>typed</c>: typed in by two officers.</param>
/// <param name="Chain">The hash of the drand chain, hex; null for a typed value.</param>
/// <param name="Round">The round of the chain; null for a typed value.</param>
/// <param name="Source">What a typed value will be, for example a lottery number of a date; null for drand.</param>
[GenerateSerializer, Immutable, Alias("draw-beacon")]
public sealed record DrawBeacon(
    [property: Id(0)] DrawBeaconKind Kind,
    [property: Id(1)] string? Chain = null,
    [property: Id(2)] long? Round = null,
    [property: Id(3)] string? Source = null);

[Alias("draw-beacon-kind")]
public enum DrawBeaconKind : byte
{
    Drand = 1,
    Typed = 2,
}

/// <summary>The rule for a witness or a beacon that does not reveal in time. It is fixed with the plan.</summary>
[Alias("missing-secret-rule")]
public enum MissingSecretRule : byte
{
    /// <summary>The draw waits until everything is there.</summary>
    Wait = 0,

    /// <summary>The draw leaves out what is missing, and names it.</summary>
    DrawWithout = 1,
}
