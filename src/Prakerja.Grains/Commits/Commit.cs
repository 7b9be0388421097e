using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Commits;

/// <summary>
/// All that one command changes, written in one transaction or not at all: the grain's state row, its events, its one
/// next deadline, its entry on a wave's roll, its claims, and the wave's gate.
/// </summary>
public sealed record Commit
{
    public required GrainKey Grain { get; init; }

    /// <summary>The version this command read; null when the grain has no row yet.</summary>
    public required long? ExpectedVersion { get; init; }

    /// <summary>The whole next state, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    public ImmutableArray<NewEvent> Events { get; init; } = [];

    public DeadlineChange Deadline { get; init; } = DeadlineChange.Keep;

    public RollEntry? RollEntry { get; init; }

    /// <summary>Values that this grain takes; one that another grain holds refuses the whole commit.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = [];

    /// <summary>Values that this grain gives back; one it does not hold is left alone.</summary>
    public ImmutableArray<Claim> Released { get; init; } = [];

    public WaveGate? Gate { get; init; }
}

/// <summary>
/// A grain's address in the store: <paramref name="Type"/> is the stored state's name ("participant"), and
/// <paramref name="Key"/> the grain's key, which begins with a letter beyond f and a dash ("p-…") so that the stock
/// ADO.NET storage never takes it for a number.
/// </summary>
[GenerateSerializer, Immutable, Alias("grain-key")]
public readonly record struct GrainKey([property: Id(0)] string Type, [property: Id(1)] string Key);

/// <summary>One event to append. <paramref name="Type"/> is its stable name, <paramref name="Payload"/> UTF-8 JSON.</summary>
public readonly record struct NewEvent(string Type, DateTimeOffset At, ReadOnlyMemory<byte> Payload);

/// <summary>What happens to the grain's one next deadline: kept as it is, set to an instant, or removed.</summary>
public readonly record struct DeadlineChange
{
    private DeadlineChange(bool changes, DateTimeOffset? at) => (Changes, At) = (changes, at);

    public static DeadlineChange Keep { get; }

    public bool Changes { get; }

    /// <summary>The next deadline, null when there is none (of use only when <see cref="Changes"/>).</summary>
    public DateTimeOffset? At { get; }

    public static DeadlineChange To(DateTimeOffset? at) => new(true, at);
}

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

/// <summary>A unique value held by one grain. <paramref name="Slot"/> numbers equal places (a household has 1 and 2).</summary>
public readonly record struct Claim(ClaimKind Kind, KeyedHash Value, byte Slot = 0);

/// <summary>What a claim is about. The numbers are stored: never reuse or change one.</summary>
public enum ClaimKind : short
{
    Email = 1,
    Phone = 2,
    CardNumber = 3,
    RedeemCode = 4,
    Wallet = 5,
    HouseholdSlot = 6,
    Certificate = 7,
    Complaint = 8,

    /// <summary>Exclusion lists (rule E2) hold the participants they name; one kind a list.</summary>
    ExcludedStateOfficial = 101,
    ExcludedCouncilMember = 102,
    ExcludedCivilServant = 103,
    ExcludedMilitary = 104,
    ExcludedPolice = 105,
    ExcludedVillageOfficial = 106,
    ExcludedStateCompanyOfficer = 107,
    ExcludedWelfareRecipient = 121,
    ExcludedWageSubsidyRecipient = 122,
    ExcludedMicroBusinessGrantRecipient = 123,
    ExcludedIdentityMismatch = 141,
}

/// <summary>Why an application was not selected (rule S2). The numbers are stored: never reuse or change one.</summary>
[Alias("set-aside-reason")]
public enum SetAsideReason : byte
{
    HouseholdFull = 1,
    ProhibitedOccupation = 2,
    ReceivedOtherAid = 3,
    AlreadyRecipient = 4,
    IdentityMismatch = 5,
    TestFailed = 6,

    /// <summary>Not set aside: the draw came to the end of the places first.</summary>
    QuotaExhausted = 7,
}
