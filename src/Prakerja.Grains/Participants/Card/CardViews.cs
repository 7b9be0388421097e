using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The card as its holder sees it.</summary>
/// <param name="Number">The card number; null until the videos are watched (V1).</param>
/// <param name="FirstPurchaseEndsAt">The end of the time for the first purchase (D1 to D3); null when none is
/// needed.</param>
/// <param name="BalanceEndsAt">The end of the time in which the balance can be used (D2); null unless the card is
/// active.</param>
[GenerateSerializer, Immutable, Alias("card-view")]
public sealed record CardView(
    [property: Id(0)] CardStatus Status,
    [property: Id(1)] int Wave,
    [property: Id(2)] CardNumber? Number,
    [property: Id(3)] Rupiah Balance,
    [property: Id(4)] DateTimeOffset NotifiedAt,
    [property: Id(5)] DateTimeOffset? FirstPurchaseEndsAt,
    [property: Id(6)] DateTimeOffset? BalanceEndsAt);

/// <summary>The status of a card.</summary>
[Alias("card-status")]
public enum CardStatus : byte
{
    /// <summary>The card can be used.</summary>
    Active,

    /// <summary>Management has frozen it; it can be unfrozen (M1).</summary>
    Frozen,

    /// <summary>There was no valid purchase at the end of the window (D1).</summary>
    Lapsed,

    /// <summary>The budget year is over (D2).</summary>
    Expired,

    /// <summary>Management cancelled it permanently (M1).</summary>
    Cancelled,
}

/// <summary>
/// The money of one card, for auditors: balance = granted − spent + refunded − returned.
/// </summary>
/// <param name="IdentityConfirmed">Whether a civil registry knows the NIK with the data of the sign-up (A6).</param>
[GenerateSerializer, Immutable, Alias("account-view")]
public sealed record CardMoneyView(
    [property: Id(0)] string Participant,
    [property: Id(1)] CardStatus? Card,
    [property: Id(2)] int? Wave,
    [property: Id(3)] Rupiah Granted,
    [property: Id(4)] Rupiah Spent,
    [property: Id(5)] Rupiah Refunded,
    [property: Id(6)] Rupiah Returned,
    [property: Id(7)] Rupiah Balance,
    [property: Id(8)] Rupiah IncentivesPaid,
    [property: Id(9)] ImmutableArray<PurchaseStanding> Purchases,
    [property: Id(10)] string? CancellationRequestedBy,
    [property: Id(11)] long Version,
    [property: Id(12)] bool IdentityConfirmed);

/// <content>Views of the card (B1, D1, D2, M1).</content>
public static partial class ParticipantViews
{
    /// <summary>Rule V1. The card; its number is shown only after the videos are watched.</summary>
    public static CardView? Card(ParticipantState state, ProgrammeOptions options)
    {
        if (state.Card is not { } card) return null;
        var active = card as Card.Active;
        return new CardView(
            StatusOf(card),
            card.Wave,
            state.Videos is { Finished: true } ? card.Number : null,
            active?.Balance ?? Rupiah.Zero,
            card.NotifiedAt,
            CardRules.FirstPurchaseDueAt(state, options),
            active is not null ? CardRules.BalanceEndsAt(card.NotifiedAt, options) : null);
    }

    /// <summary>
    /// The money of one card. The amounts come from the purchases and from the card independently, so an auditor can
    /// find a difference.
    /// </summary>
    public static CardMoneyView Account(string key, ParticipantState state, long version) => new(
        key,
        state.Card is { } card ? StatusOf(card) : null,
        state.Card?.Wave,
        state.Card?.Granted ?? Rupiah.Zero,
        Sum(state.Purchases.Select(purchase => purchase.Price)),
        Sum(state.Purchases
            .Where(purchase => purchase.Training is Training.Refunded { To: Programme.Account.Balances })
            .Select(purchase => purchase.Price)),
        state.Card switch
        {
            Card.Lapsed lapsed => lapsed.Returned,
            Card.Expired expired => expired.Returned,
            Card.Cancelled cancelled => cancelled.Returned,
            _ => Rupiah.Zero,
        },
        state.Card is Card.Active active ? active.Balance : Rupiah.Zero,
        PaidTo(state),
        [
            .. state.Purchases.Select(purchase => new PurchaseStanding(
                purchase.Number, purchase.Course, purchase.Price, purchase.BoughtAt, StatusOf(purchase.Training))),
        ],
        CardRules.RequestOf(state)?.By,
        version,
        state.IdentityConfirmed);

    /// <summary>The status of a card.</summary>
    public static CardStatus StatusOf(Card card) => card switch
    {
        Participants.Card.Active { Freeze: not null } or Participants.Card.Expired { Freeze: not null } =>
            CardStatus.Frozen,
        Participants.Card.Active => CardStatus.Active,
        Participants.Card.Lapsed => CardStatus.Lapsed,
        Participants.Card.Expired => CardStatus.Expired,
        _ => CardStatus.Cancelled,
    };
}
