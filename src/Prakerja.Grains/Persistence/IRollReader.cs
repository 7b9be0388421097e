using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>Reads a wave's roll, joined with what decides before the draw.</summary>
public interface IRollReader
{
    /// <summary>
    /// All entries of one roll partition, ordered by household then participant, each with the count of the household's
    /// earlier recipients and the exclusion list, if any, that names the participant.
    /// </summary>
    ValueTask<IReadOnlyList<RollRow>> ReadAsync(int wave, int partition);

    /// <summary>Applicants of a wave by province and tier.</summary>
    ValueTask<IReadOnlyList<RollCount>> CountAsync(int wave);
}

public readonly record struct RollRow(RollEntry Entry, int EarlierRecipients, ClaimKind? ExcludedBy);

[GenerateSerializer, Immutable, Alias("roll-count")]
public readonly record struct RollCount(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] long Applicants);
