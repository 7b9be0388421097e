using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Events of the card (B1, D1, D2, M1).</content>
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
    /// <summary>The card was granted, once in a lifetime; its holder is notified (B1, N1).</summary>
    public sealed record CardGranted(
        [property: JsonIgnore] CardNumber Number, int Wave, DateTimeOffset At, byte HouseholdSlot, Rupiah Balance)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Balance, Account.Treasury, Account.Balances);
    }

    /// <summary>The end of the time for the first purchase is near; the participant is reminded (D1).</summary>
    public sealed record DeadlineNear(DateTimeOffset EndsAt) : ParticipantEvent;

    /// <summary>The card lapsed: there was no valid purchase at the end of the window (D1).</summary>
    public sealed record CardLapsed(int Wave, Rupiah Returned, byte HouseholdSlot, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }

    /// <summary>The card expired: the last day of the budget year is over (D2).</summary>
    public sealed record CardExpired(int Wave, Rupiah Returned, DateTimeOffset At) : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }

    /// <summary>Management froze the card (M1).</summary>
    public sealed record CardFrozen(string By, string Reason, DateTimeOffset At) : ParticipantEvent;

    /// <summary>Management unfroze the card (M1).</summary>
    public sealed record CardUnfrozen(string By, string Reason, DateTimeOffset At) : ParticipantEvent;

    /// <summary>The first person of management requested the cancellation (M1).</summary>
    public sealed record CancellationRequested(
        string By, string Reason, DateTimeOffset At, ImmutableArray<string> People = default) : ParticipantEvent;

    /// <summary>The requested cancellation was withdrawn (M1).</summary>
    public sealed record CancellationWithdrawn(string By, DateTimeOffset At) : ParticipantEvent;

    /// <summary>A second person approved the cancellation: the card is cancelled permanently (M1).</summary>
    public sealed record CardCancelled(
        int Wave, string RequestedBy, string ApprovedBy, string Reason, Rupiah Returned, DateTimeOffset At)
        : ParticipantEvent, IMoneyMovement
    {
        [JsonIgnore]
        public ImmutableArray<Posting> Postings => Transfer.Of(Returned, Account.Balances, Account.Treasury);
    }
}
