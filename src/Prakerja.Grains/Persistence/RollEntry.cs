using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>One application on a wave's roll. Unique by wave and participant.</summary>
/// <param name="Wave">The wave's number.</param>
/// <param name="Partition">The roll partition, chosen by the household.</param>
/// <param name="Participant">The hash in the participant grain's key.</param>
/// <param name="Household">Stands for the family card number.</param>
/// <param name="Province">Whose quota the application draws from.</param>
/// <param name="Tier">Priority tier, 1 is drawn first.</param>
/// <param name="SetAside">A reason, known when applying, for which the draw passes this entry over.</param>
/// <param name="AppliedAt">When the application was made; the gate holds it against the wave's times.</param>
public sealed record RollEntry(
    int Wave,
    int Partition,
    KeyedHash Participant,
    KeyedHash Household,
    ProvinceCode Province,
    byte Tier,
    SetAsideReason? SetAside,
    DateTimeOffset AppliedAt);

/// <summary>
/// The gate row of a wave. A roll entry passes while the gate is not closed and
/// <c>OpensAt ≤ AppliedAt &lt; ClosesAt</c>; once closed, nothing passes, so the roll is complete.
/// </summary>
public sealed record WaveGate(int Wave, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Closed);
