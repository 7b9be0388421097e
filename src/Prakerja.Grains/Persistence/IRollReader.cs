using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>Reads a wave's roll together with the facts that set entries aside before the draw.</summary>
public interface IRollReader
{
    /// <summary>
    /// All entries of one roll partition, by household and participant. Each comes with the number of earlier
    /// recipients in the household, and with the exclusion list that names the participant, if there is one.
    /// </summary>
    ValueTask<IReadOnlyList<RollRow>> ReadRollAsync(int wave, int partition);

    /// <summary>The numbers of a wave's applicants, by province and tier.</summary>
    ValueTask<IReadOnlyList<RollCount>> CountApplicantsAsync(int wave);
}

public readonly record struct RollRow(RollEntry Entry, int EarlierRecipients, ClaimKind? ExcludedBy);

[GenerateSerializer, Immutable, Alias("roll-count")]
public readonly record struct RollCount(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] long Applicants);
