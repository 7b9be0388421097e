using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;

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
    public CodesElsewhere? Elsewhere { get; init; }

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

/// <summary>Who the person is (A1). Numbers are kept as numbers: a million of these fit where text would not.</summary>
[GenerateSerializer, Immutable, Alias("profile")]
public sealed record Profile(
    [property: Id(0)] Nik Nik,
    [property: Id(1)] FamilyCardNumber FamilyCard,
    [property: Id(2)] KeyedHash Household,
    [property: Id(3)] string Name,
    [property: Id(4)] DateOnly BirthDate,
    [property: Id(5)] Sex Sex,
    [property: Id(6)] string MothersName,
    [property: Id(7)] string Email,
    [property: Id(8)] PhoneNumber Phone,
    [property: Id(9)] ProvinceCode Province,
    [property: Id(10)] Employment Employment,
    [property: Id(11)] bool InFormalEducation)
{
    // A record would print every field; none of them may ever reach a log.
    public override string ToString() => "Profile";
}

/// <summary>What a person does for a living, as declared (E2, E3). The names are stored: never change one.</summary>
[Alias("employment")]
public enum Employment : byte
{
    JobSeeker = 1,
    LaidOff = 2,
    Furloughed = 3,
    Worker = 4,
    MicroOrSmallBusiness = 5,
    AffectedMicroOrSmallBusiness = 6,

    StateOfficial = 21,
    CouncilMember = 22,
    CivilServant = 23,
    Military = 24,
    Police = 25,
    VillageOfficial = 26,
    StateCompanyOfficer = 27,
}

/// <summary>
/// The one code in force. Its digits are not kept: they follow from the identity key, the purpose and the number.
/// </summary>
public sealed record OneTimeCode(CodePurpose Purpose, int Number, DateTimeOffset IssuedAt, int WrongTries);

/// <summary>
/// The code in force for logging in from a device on which the person never logged in, and how many of them the hour
/// has seen. Counted apart: anybody can ask for these and type wrong ones, and must use up nothing but them.
/// </summary>
public sealed record CodesElsewhere(OneTimeCode? Code, DateTimeOffset HourStart, int InHour);

[Alias("code-purpose")]
public enum CodePurpose : byte
{
    VerifyPhone = 1,

    /// <summary>From a device on which this person has logged in before.</summary>
    LogIn = 2,

    Purchase = 3,

    /// <summary>From any other: whoever asks has shown nothing but the phone's number.</summary>
    LogInElsewhere = 4,
}

/// <summary>The motivation and basic-ability test (A1).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(NotTaken), "not_taken")]
[JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Submitted), "submitted")]
public abstract record AbilityTest
{
    private AbilityTest()
    {
    }

    public sealed record NotTaken : AbilityTest
    {
        public static NotTaken Instance { get; } = new();
    }

    /// <summary>Answers so far, one character a question: '-' open, 'a' to 'e' the choice.</summary>
    public sealed record Running(DateTimeOffset StartedAt, string Answers) : AbilityTest;

    public sealed record Submitted(DateTimeOffset At, int RightAnswers, bool Passed) : AbilityTest;
}

/// <summary>The application that counts now (A2: one open wave at a time).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Selected), "selected")]
public abstract record Application(int Wave)
{
    /// <summary>On the roll; the tier and province are those of the moment of applying.</summary>
    public sealed record Waiting(int Wave, DateTimeOffset AppliedAt, ProvinceCode Province, byte Tier)
        : Application(Wave);

    public sealed record Selected(int Wave, DateTimeOffset NotifiedAt) : Application(Wave);
}

public sealed record PastApplication(int Wave, SetAsideReason Reason);

/// <summary>A card's life. Everything that can no longer spend has no balance by construction.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Active), "active")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
public abstract record Card(CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted)
{
    /// <summary>Usable unless frozen. <paramref name="HouseholdSlot"/> is the household's place this card fills.</summary>
    public sealed record Active(
        CardNumber Number,
        int Wave,
        DateTimeOffset NotifiedAt,
        Rupiah Granted,
        byte HouseholdSlot,
        Rupiah Balance,
        bool WarnedOfLapse,
        Freeze? Freeze,
        CancellationRequest? CancellationRequest) : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>No purchase stood at the end of the window (D1): balance returned, person barred, slot free.</summary>
    public sealed record Lapsed(
        CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted, Rupiah Returned, DateTimeOffset At)
        : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>The budget year's last day is over (D2): the rest went back; trainings and incentives go on.</summary>
    public sealed record Expired(
        CardNumber Number,
        int Wave,
        DateTimeOffset NotifiedAt,
        Rupiah Granted,
        Rupiah Returned,
        DateTimeOffset At,
        Freeze? Freeze,
        CancellationRequest? CancellationRequest) : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>Cancelled for good by two people of management (M1).</summary>
    public sealed record Cancelled(
        CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted, Rupiah Returned, DateTimeOffset At)
        : Card(Number, Wave, NotifiedAt, Granted);
}

/// <summary>Temporary and reversible (M1). <paramref name="By"/> is the management key's name.</summary>
public sealed record Freeze(string By, DateTimeOffset At);

/// <summary>The first of the four eyes (M1).</summary>
public sealed record CancellationRequest(string By, DateTimeOffset At, string Reason);

/// <summary>How much of each video was watched without a gap, and which one ran at the last heartbeat (V1).</summary>
public sealed record VideoProgress(
    ImmutableArray<int> WatchedMilliseconds, int Playing, DateTimeOffset HeartbeatAt, bool Finished);

/// <summary>One course bought.</summary>
/// <param name="Number">1 for the first, and so on; never reused.</param>
public sealed record Purchase(
    int Number,
    string Course,
    string Provider,
    string Platform,
    Rupiah Price,
    RedeemCode Code,
    DateTimeOffset BoughtAt,
    Training Training);

/// <summary>How far a bought course has come (T1–T5).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Bought), "bought")]
[JsonDerivedType(typeof(Refunded), "refunded")]
[JsonDerivedType(typeof(Redeemed), "redeemed")]
[JsonDerivedType(typeof(PreTested), "pre_tested")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Certified), "certified")]
[JsonDerivedType(typeof(Reviewed), "reviewed")]
public abstract record Training
{
    private Training()
    {
    }

    /// <summary>Finished (T2): completed, whatever came after.</summary>
    [JsonIgnore]
    public bool IsFinished => this is Completed or Certified or Reviewed;

    public sealed record Bought : Training
    {
        public static Bought Instance { get; } = new();
    }

    /// <summary>Refunded to the balance, or to the state when the balance was closed already.</summary>
    public sealed record Refunded(DateTimeOffset At, Account To) : Training;

    public sealed record Redeemed(DateTimeOffset At) : Training;

    public sealed record PreTested(DateTimeOffset At, int Score) : Training;

    public sealed record Completed(DateTimeOffset At) : Training;

    public sealed record Certified(string Certificate, DateTimeOffset At) : Training;

    public sealed record Reviewed(string Certificate, DateTimeOffset CertifiedAt, int Rating, DateTimeOffset At)
        : Training;
}

/// <summary>Where incentives go (I1). Paid to only while verified.</summary>
public sealed record Wallet(WalletProvider Provider, string Account, WalletCheck Check);

/// <summary>What the payment partner said of the wallet (I1, I2).</summary>
[Alias("wallet-check")]
public enum WalletCheck : byte
{
    Pending = 0,
    Verified = 1,
    NotVerified = 2,
    OtherNik = 3,
}

/// <summary>
/// The incentive of a finished training (I1). Instalments fall due monthly from <paramref name="EntitledOn"/>; what is
/// due and cannot be paid waits, with its cause, until the cause is mended (I2).
/// </summary>
/// <param name="EntitledOn">The WIB day on which the first review completed the conditions.</param>
/// <param name="PaidInstalments">Instalments handed to the payment partner, in order.</param>
/// <param name="AnsweredSurveys">Bit n−1 is set when survey n was answered.</param>
/// <param name="PaidSurveys">Answered surveys handed to the payment partner.</param>
/// <param name="Payouts">Every payment, in order; its number is its place from 1.</param>
/// <param name="FailureCause">What has to be mended before anything is paid; null when there is nothing.</param>
/// <param name="RetryOn">The WIB day on which the cause mends itself, when time alone mends it.</param>
public sealed record IncentivePlan(
    DateOnly EntitledOn,
    int PaidInstalments,
    int AnsweredSurveys,
    int PaidSurveys,
    ImmutableArray<Payout> Payouts,
    PayoutFailureCause? FailureCause,
    DateOnly? RetryOn);

public sealed record Payout(Rupiah Amount, WalletProvider To, PayoutStatus Status);

/// <summary>A payment is with the partner, came back, or came back and was paid again under a new number.</summary>
[Alias("payout-status")]
public enum PayoutStatus : byte
{
    Paid = 1,
    Returned = 2,
    Retried = 3,
}

[Alias("payout-failure-cause")]
public enum PayoutFailureCause : byte
{
    AccountNotVerified = 1,
    NumberChanged = 2,
    MonthlyLimit = 3,
}

/// <summary>A remembered request: digests of its key and of what was asked, and the answer that was given.</summary>
public readonly record struct AnsweredRequest(RequestDigest Key, RequestDigest RequestHash, byte[] Answer)
{
    /// <summary>How many a grain remembers; the oldest goes first. A client retries within moments, not days.</summary>
    public const int Limit = 12;
}
