using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// What happened to a participant, in the past tense. The names are stored for ever: never change one, add a new one.
/// The log is kept long and read by many, so it holds no personal data: what people told about themselves is folded into
/// the state and left out of the event's JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(SignedUp), "signed_up")]
[JsonDerivedType(typeof(CodeIssued), "code_issued")]
[JsonDerivedType(typeof(CodeMistaken), "code_mistaken")]
[JsonDerivedType(typeof(PhoneVerified), "phone_verified")]
[JsonDerivedType(typeof(LoggedIn), "logged_in")]
[JsonDerivedType(typeof(ProfileChanged), "profile_changed")]
[JsonDerivedType(typeof(TestStarted), "test_started")]
[JsonDerivedType(typeof(TestAnswered), "test_answered")]
[JsonDerivedType(typeof(TestSubmitted), "test_submitted")]
[JsonDerivedType(typeof(WaveJoined), "wave_joined")]
[JsonDerivedType(typeof(NotSelected), "not_selected")]
[JsonDerivedType(typeof(CardGranted), "card_granted")]
[JsonDerivedType(typeof(VideoHeartbeat), "video_heartbeat")]
[JsonDerivedType(typeof(VideosFinished), "videos_finished")]
[JsonDerivedType(typeof(CourseBought), "course_bought")]
[JsonDerivedType(typeof(PurchaseCancelled), "purchase_cancelled")]
[JsonDerivedType(typeof(CodeRedeemed), "code_redeemed")]
[JsonDerivedType(typeof(PreTestTaken), "pre_test_taken")]
[JsonDerivedType(typeof(TrainingCompleted), "training_completed")]
[JsonDerivedType(typeof(CertificateIssued), "certificate_issued")]
[JsonDerivedType(typeof(CourseReviewed), "course_reviewed")]
[JsonDerivedType(typeof(WalletLinked), "wallet_linked")]
[JsonDerivedType(typeof(WalletChecked), "wallet_checked")]
[JsonDerivedType(typeof(IncentiveEntitled), "incentive_entitled")]
[JsonDerivedType(typeof(SurveyAnswered), "survey_answered")]
[JsonDerivedType(typeof(IncentivePaid), "incentive_paid")]
[JsonDerivedType(typeof(IncentiveReturned), "incentive_returned")]
[JsonDerivedType(typeof(IncentiveMended), "incentive_mended")]
[JsonDerivedType(typeof(DeadlineNear), "deadline_near")]
[JsonDerivedType(typeof(CardLapsed), "card_lapsed")]
[JsonDerivedType(typeof(CardExpired), "card_expired")]
[JsonDerivedType(typeof(CardFrozen), "card_frozen")]
[JsonDerivedType(typeof(CardUnfrozen), "card_unfrozen")]
[JsonDerivedType(typeof(CancellationRequested), "cancellation_requested")]
[JsonDerivedType(typeof(CancellationWithdrawn), "cancellation_withdrawn")]
[JsonDerivedType(typeof(CardCancelled), "card_cancelled")]
public abstract record ParticipantEvent
{
    private ParticipantEvent()
    {
    }

    /// <summary>A1. <paramref name="Profile"/> goes into the state only.</summary>
    public sealed record SignedUp([property: JsonIgnore] Profile? Profile, ProvinceCode Province) : ParticipantEvent;

    /// <summary>A1. A message with the code follows; its digits are made when it is sent.</summary>
    public sealed record CodeIssued(CodePurpose Purpose, int Number, DateTimeOffset At) : ParticipantEvent;

    public sealed record CodeMistaken(CodePurpose Purpose, int WrongTries) : ParticipantEvent;

    /// <summary>From here on email and phone are this person's and nobody else's.</summary>
    public sealed record PhoneVerified : ParticipantEvent;

    /// <summary>With the person's own code, or with the one for devices that she never logged in on.</summary>
    public sealed record LoggedIn(bool Elsewhere = false) : ParticipantEvent;

    public sealed record ProfileChanged([property: JsonIgnore] Profile? Profile) : ParticipantEvent;

    public sealed record TestStarted(DateTimeOffset At) : ParticipantEvent;

    public sealed record TestAnswered([property: JsonIgnore] string? Answers) : ParticipantEvent;

    public sealed record TestSubmitted(DateTimeOffset At, int RightAnswers, bool Passed) : ParticipantEvent;

    public sealed record WaveJoined(int Wave, DateTimeOffset At, ProvinceCode Province, byte Tier) : ParticipantEvent;

    public sealed record NotSelected(int Wave, SetAsideReason Reason) : ParticipantEvent;

    /// <summary>B1, N1: the card is granted once, and its holder is told.</summary>
    public sealed record CardGranted(
        [property: JsonIgnore] CardNumber Number, int Wave, DateTimeOffset At, byte HouseholdSlot, Rupiah Balance)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Balance, Account.Treasury, Account.Balances);
    }

    public sealed record VideoHeartbeat(int Video, int WatchedMilliseconds, DateTimeOffset At) : ParticipantEvent;

    /// <summary>V1: the card number shows from here on.</summary>
    public sealed record VideosFinished : ParticipantEvent;

    public sealed record CourseBought(
        int Purchase,
        string Course,
        string Provider,
        string Platform,
        Rupiah Price,
        [property: JsonIgnore] RedeemCode Code,
        DateTimeOffset At) : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Price, Account.Balances, Account.Reserved);
    }

    /// <summary>
    /// T5. The refund goes back to the balance, or to the state when the balance is closed.
    /// </summary>
    public sealed record PurchaseCancelled(int Purchase, Rupiah Refund, Account To, DateTimeOffset At)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Refund, Account.Reserved, To);
    }

    public sealed record CodeRedeemed(int Purchase, string Provider, string Course, Rupiah Price, DateTimeOffset At)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Price, Account.Reserved, Account.Settlement);
    }

    public sealed record PreTestTaken(int Purchase, int Score, DateTimeOffset At) : ParticipantEvent;

    public sealed record TrainingCompleted(int Purchase, string Provider, string Course, int Score, DateTimeOffset At)
        : ParticipantEvent;

    public sealed record CertificateIssued(
        int Purchase, string Provider, string Course, string Certificate, DateTimeOffset At) : ParticipantEvent;

    public sealed record CourseReviewed(
        int Purchase, string Provider, string Course, int Rating, string Review, DateTimeOffset At) : ParticipantEvent;

    public sealed record WalletLinked(WalletProvider Provider, [property: JsonIgnore] string? Account)
        : ParticipantEvent;

    public sealed record WalletChecked(WalletCheck Check) : ParticipantEvent;

    public sealed record IncentiveEntitled(DateOnly On) : ParticipantEvent;

    public sealed record SurveyAnswered(int Survey, ImmutableArray<int> Answers) : ParticipantEvent;

    /// <summary>I1: handed to the payment partner. <paramref name="Payout"/> numbers this person's payments.</summary>
    public sealed record IncentivePaid(
        int Payout, IncentiveKind Kind, int? RetryOf, Rupiah Amount, WalletProvider To)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Amount, Account.Treasury, Account.Incentives);
    }

    /// <summary>I2: the partner could not pay and gave the money back.</summary>
    public sealed record IncentiveReturned(
        int Payout, Rupiah Amount, PayoutFailureCause Cause, DateOnly? RetryOn)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Amount, Account.Incentives, Account.Treasury);
    }

    /// <summary>I2: the cause is gone; what came back is paid again.</summary>
    public sealed record IncentiveMended : ParticipantEvent;

    /// <summary>A reminder to the person that a first course must be bought (D1), some days before.</summary>
    public sealed record DeadlineNear(DateTimeOffset EndsAt) : ParticipantEvent;

    /// <summary>D1: nothing was bought in the window.</summary>
    public sealed record CardLapsed(int Wave, Rupiah Returned, byte HouseholdSlot, DateTimeOffset At)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }

    /// <summary>D2: the year is over.</summary>
    public sealed record CardExpired(int Wave, Rupiah Returned, DateTimeOffset At) : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }

    public sealed record CardFrozen(string By, string Reason, DateTimeOffset At) : ParticipantEvent;

    public sealed record CardUnfrozen(string By, string Reason, DateTimeOffset At) : ParticipantEvent;

    public sealed record CancellationRequested(string By, string Reason, DateTimeOffset At) : ParticipantEvent;

    public sealed record CancellationWithdrawn(string By, DateTimeOffset At) : ParticipantEvent;

    public sealed record CardCancelled(
        int Wave, string RequestedBy, string ApprovedBy, string Reason, Rupiah Returned, DateTimeOffset At)
        : ParticipantEvent, IMoveMoney
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }
}

[Alias("incentive-kind")]
public enum IncentiveKind : byte
{
    Instalment = 1,
    Survey = 2,
    Retry = 3,
}
