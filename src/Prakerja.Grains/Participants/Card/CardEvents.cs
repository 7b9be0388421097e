using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>The life of a card (B1, D1, D2, M1).</content>
[JsonDerivedType(typeof(CardGranted), "card_granted")]
[JsonDerivedType(typeof(DeadlineNear), "deadline_near")]
[JsonDerivedType(typeof(CardLapsed), "card_lapsed")]
[JsonDerivedType(typeof(CardExpired), "card_expired")]
[JsonDerivedType(typeof(CardFrozen), "card_frozen")]
[JsonDerivedType(typeof(CardUnfrozen), "card_unfrozen")]
[JsonDerivedType(typeof(CancellationRequested), "cancellation_requested")]
[JsonDerivedType(typeof(CancellationWithdrawn), "cancellation_withdrawn")]
[JsonDerivedType(typeof(CardCancelled), "card_cancelled")]
public abstract partial record ParticipantEvent
{
    /// <summary>B1, N1: the card is granted once, and its holder is told.</summary>
    public sealed record CardGranted(
        [property: JsonIgnore] CardNumber Number, int Wave, DateTimeOffset At, byte HouseholdSlot, Rupiah Balance)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Balance, Account.Treasury, Account.Balances);
    }

    /// <summary>A reminder to the person that a first course must be bought (D1), some days before.</summary>
    public sealed record DeadlineNear(DateTimeOffset EndsAt) : ParticipantEvent;

    /// <summary>D1: nothing was bought in the window.</summary>
    public sealed record CardLapsed(int Wave, Rupiah Returned, byte HouseholdSlot, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }

    /// <summary>D2: the year is over.</summary>
    public sealed record CardExpired(int Wave, Rupiah Returned, DateTimeOffset At) : ParticipantEvent, IMoneyMovement
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
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }
}
