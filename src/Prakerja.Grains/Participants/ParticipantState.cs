using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>
/// All that is kept of one person. Small on purpose: it stays in memory while the person is on the page, and a wave's
/// last hour brings millions. What only an auditor asks for (review texts, causes, history) is in the events.
/// </summary>
public sealed record ParticipantState
{
    public required Profile Profile { get; init; }

    /// <summary>True from the first right one-time code on; only then are email and phone this person's (A1).</summary>
    public bool PhoneVerified { get; init; }

    public OneTimeCode? Code { get; init; }

    /// <summary>Codes ever issued; the next code is made from the next number.</summary>
    public int CodesIssued { get; init; }

    /// <summary>Start of the hour in which codes are counted, and how many it has seen.</summary>
    public DateTimeOffset CodeHourStart { get; init; }

    public int CodesInHour { get; init; }

    /// <summary>Codes for logging in that anybody who knows the phone can ask for; null before the first.</summary>
    public NewDeviceCodes? Elsewhere { get; init; }

    // The JSON reader sets what is missing to null, initial value or not.
    public AbilityTest Test { get; init => field = value ?? AbilityTest.NotTaken.Instance; } =
        AbilityTest.NotTaken.Instance;

    public Application? Application { get; init; }

    /// <summary>Waves this person was not selected in, with the reason (S2).</summary>
    public ImmutableArray<PastApplication> Past { get => field.IsDefault ? [] : field; init; }

    public Card? Card { get; init; }

    public VideoProgress? Videos { get; init; }

    public ImmutableArray<Purchase> Purchases { get => field.IsDefault ? [] : field; init; }

    public Wallet? Wallet { get; init; }

    public IncentivePlan? Incentives { get; init; }

    /// <summary>The last requests that created something, so that a retry is answered and not done again.</summary>
    public ImmutableArray<AnsweredRequest> Answered { get => field.IsDefault ? [] : field; init; }
}
