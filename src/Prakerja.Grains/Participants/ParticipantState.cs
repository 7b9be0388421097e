using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The stored state of one participant. It is small on purpose: it is in memory while the person uses the site, and
/// millions do so in the last hour of a wave. Data that only auditors need (review texts, causes, history) is in the
/// events.
/// </summary>
public sealed record ParticipantState
{
    public required Profile Profile { get; init; }

    /// <summary>
    /// True when the phone was proven with a one-time code and is claimed (A1). Only sign-ups of earlier versions are
    /// without it; they block nobody.
    /// </summary>
    public bool PhoneVerified { get; init; }

    /// <summary>
    /// True when the email was confirmed with a mailed code and is claimed (A6). Earlier versions claimed it without.
    /// </summary>
    public bool EmailConfirmed { get; init; }

    /// <summary>True when a civil registry knows the NIK with these data (A6).</summary>
    public bool IdentityConfirmed { get; init; }

    /// <summary>
    /// The newest one-time code, except those of <see cref="Elsewhere"/>; null when none is in force.
    /// </summary>
    public OneTimeCode? Code { get; init; }

    /// <summary>Number of codes issued so far; the next code is derived from the next number.</summary>
    public int CodesIssued { get; init; }

    /// <summary>Start of the hour in which <see cref="CodesInHour"/> is counted.</summary>
    public DateTimeOffset CodeHourStart { get; init; }

    /// <summary>Codes issued since <see cref="CodeHourStart"/>.</summary>
    public int CodesInHour { get; init; }

    /// <summary>Wrong tries in a row, except those of <see cref="Elsewhere"/> (A5).</summary>
    public int CodeFailures { get; init; }

    /// <summary>When the code of the last of these tries was issued; null when there was none.</summary>
    public DateTimeOffset? CodeFailedAt { get; init; }

    /// <summary>Codes for logging in on new devices, which anyone can request; null before the first.</summary>
    public NewDeviceCodes? Elsewhere { get; init; }

    // The JSON reader sets a missing property to null and ignores the initial value.
    public AbilityTest Test { get; init => field = value ?? AbilityTest.NotTaken.Instance; } =
        AbilityTest.NotTaken.Instance;

    public Application? Application { get; init; }

    /// <summary>Earlier waves in which the participant was not selected, with the reason (S2).</summary>
    public ImmutableArray<PastApplication> Past { get => field.IsDefault ? [] : field; init; }

    public Card? Card { get; init; }

    public VideoProgress? Videos { get; init; }

    public ImmutableArray<Purchase> Purchases { get => field.IsDefault ? [] : field; init; }

    public Wallet? Wallet { get; init; }

    public IncentivePlan? Incentives { get; init; }

    /// <summary>The last requests with their answers: a retry gets the same answer and is not executed again.</summary>
    public ImmutableArray<AnsweredRequest> Answered { get => field.IsDefault ? [] : field; init; }
}
