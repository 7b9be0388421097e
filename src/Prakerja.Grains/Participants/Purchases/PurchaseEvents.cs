using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Events of purchases and trainings (T1 to T5).</content>
[JsonDerivedType(typeof(CourseBought), "course_bought")]
[JsonDerivedType(typeof(PurchaseCancelled), "purchase_cancelled")]
[JsonDerivedType(typeof(CodeRedeemed), "code_redeemed")]
[JsonDerivedType(typeof(PreTestTaken), "pre_test_taken")]
[JsonDerivedType(typeof(TrainingCompleted), "training_completed")]
[JsonDerivedType(typeof(CertificateIssued), "certificate_issued")]
[JsonDerivedType(typeof(CourseReviewed), "course_reviewed")]
public abstract partial record ParticipantEvent
{
    /// <summary>The participant bought a course (T1).</summary>
    public sealed record CourseBought(
        int Purchase,
        string Course,
        string Provider,
        string Platform,
        Rupiah Price,
        [property: JsonIgnore] RedeemCode Code,
        DateTimeOffset At) : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Price, Account.Balances, Account.Reserved);
    }

    /// <summary>
    /// The purchase was cancelled and refunded (T5, M1): to the balance, or to the state when the card has no balance.
    /// </summary>
    public sealed record PurchaseCancelled(int Purchase, Rupiah Refund, Account To, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Refund, Account.Reserved, To);
    }

    /// <summary>The provider redeemed the code (T1).</summary>
    public sealed record CodeRedeemed(int Purchase, string Provider, string Course, Rupiah Price, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Price, Account.Reserved, Account.Settlement);
    }

    /// <summary>The participant took the pre-test (T3).</summary>
    public sealed record PreTestTaken(int Purchase, int Score, DateTimeOffset At) : ParticipantEvent;

    /// <summary>The provider reported that the training is finished (T4).</summary>
    public sealed record TrainingCompleted(int Purchase, string Provider, string Course, int Score, DateTimeOffset At)
        : ParticipantEvent;

    /// <summary>The provider issued a certificate (T4).</summary>
    public sealed record CertificateIssued(
        int Purchase, string Provider, string Course, string Certificate, DateTimeOffset At) : ParticipantEvent;

    /// <summary>The participant rated and reviewed the course (T4).</summary>
    public sealed record CourseReviewed(
        int Purchase, string Provider, string Course, int Rating, string Review, DateTimeOffset At) : ParticipantEvent;
}
