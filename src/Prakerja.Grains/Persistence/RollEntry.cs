using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>One application on a wave's roll. Unique by wave and participant.</summary>
/// <param name="Wave">The wave's number.</param>
/// <param name="Partition">The roll partition, chosen by the household.</param>
/// <param name="Participant">The hash in the participant grain's key.</param>
/// <param name="Household">Keyed hash of the family card number.</param>
/// <param name="Province">The province whose quota the application uses.</param>
/// <param name="Tier">Priority tier; 1 is drawn first.</param>
/// <param name="SetAside">The reason, known at application, for which the draw sets the entry aside; null for
/// most.</param>
/// <param name="AppliedAt">When the application was made; the gate compares it with the wave's times.</param>
public sealed record RollEntry(
    int Wave,
    int Partition,
    KeyedHash Participant,
    KeyedHash Household,
    ProvinceCode Province,
    byte Tier,
    NotSelectedReason? SetAside,
    DateTimeOffset AppliedAt);

/// <summary>
/// The gate row of a wave, which decides about each roll entry in its commit. An entry is accepted while the gate is
/// not closed and <c>OpensAt ≤ AppliedAt &lt; ClosesAt</c>. Once it is closed the roll is complete.
/// </summary>
public sealed record WaveGate(int Wave, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Closed);
