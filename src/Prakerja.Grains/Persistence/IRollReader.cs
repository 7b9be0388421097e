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

    /// <summary>
    /// Passes every entry of a wave's roll to <paramref name="add"/>, in any order, from one snapshot of the database.
    /// The call returns no list, because a roll has millions of entries.
    /// </summary>
    /// <param name="add">Called by one thread at a time.</param>
    Task ReadAllAsync(int wave, Action<Applicant> add, CancellationToken cancelled = default);

    /// <summary>The numbers of a wave's applicants, by province and tier.</summary>
    ValueTask<IReadOnlyList<RollCount>> CountApplicantsAsync(int wave);
}

/// <summary>One entry of a roll, with the facts that decide whether it takes part in the draw.</summary>
/// <param name="SetAside">The reason, known at application, for which it does not take part.</param>
/// <param name="EarlierRecipients">Slots of the household that are taken or reserved.</param>
/// <param name="ExcludedBy">The exclusion list that names the participant; of several the lowest.</param>
public readonly record struct Applicant(
    KeyedHash Participant,
    KeyedHash Household,
    ProvinceCode Province,
    byte Tier,
    NotSelectedReason? SetAside,
    int EarlierRecipients,
    ClaimKind? ExcludedBy);

public readonly record struct RollRow(RollEntry Entry, int EarlierRecipients, ClaimKind? ExcludedBy);

[GenerateSerializer, Immutable, Alias("roll-count")]
public readonly record struct RollCount(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] long Applicants);
