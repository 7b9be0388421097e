using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Buying a course and learning it (T1 to T5).</content>
[JsonDerivedType(typeof(CourseBought), "course_bought")]
[JsonDerivedType(typeof(PurchaseCancelled), "purchase_cancelled")]
[JsonDerivedType(typeof(CodeRedeemed), "code_redeemed")]
[JsonDerivedType(typeof(PreTestTaken), "pre_test_taken")]
[JsonDerivedType(typeof(TrainingCompleted), "training_completed")]
[JsonDerivedType(typeof(CertificateIssued), "certificate_issued")]
[JsonDerivedType(typeof(CourseReviewed), "course_reviewed")]
public abstract partial record ParticipantEvent
{
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
    /// T5. The refund goes back to the balance, or to the state when the balance is closed.
    /// </summary>
    public sealed record PurchaseCancelled(int Purchase, Rupiah Refund, Account To, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Refund, Account.Reserved, To);
    }

    public sealed record CodeRedeemed(int Purchase, string Provider, string Course, Rupiah Price, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
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
}
