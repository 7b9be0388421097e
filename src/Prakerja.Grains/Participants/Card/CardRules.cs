using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules B1, D1 to D3 and M1. What a card can be used for, until when, and how it is stopped.</summary>
public static class CardRules
{
    /// <summary>
    /// Rule D1. The end of the window for the first purchase. The day after the notification is day 1, and the whole of
    /// day 30 counts: a purchase at 23:59:59.999 WIB of that day is in time, one at the returned moment is too late.
    /// </summary>
    public static DateTimeOffset FirstPurchaseEndsAt(DateTimeOffset notifiedAt, ProgrammeOptions options)
    {
        var dayZero = Wib.DateOf(notifiedAt).AddDays(options.NotificationDayIsDayOne ? -1 : 0);
        return Wib.EndOf(dayZero.AddDays(options.PurchaseWindowDays));
    }

    /// <summary>
    /// Rule D2. The end of the time in which the balance can be used. The whole of 15 December counts. The budget year
    /// is the year of the notification; a card granted after the last day of buying belongs to the next year (choice).
    /// </summary>
    public static DateTimeOffset BalanceEndsAt(DateTimeOffset notifiedAt, ProgrammeOptions options) =>
        UseEndsAt(BudgetYearOf(notifiedAt, options), options);

    /// <summary>
    /// Rule D3. The end of the time in which courses can be bought. The whole last day counts. It is never later than
    /// <see cref="BalanceEndsAt"/>, and equal to it when the rule is off.
    /// </summary>
    public static DateTimeOffset PurchasesEndAt(DateTimeOffset notifiedAt, ProgrammeOptions options) =>
        BuyingEndsAt(BudgetYearOf(notifiedAt, options), options);

    /// <summary>
    /// Rule D1. Whether there was a valid purchase at the end of the window. A purchase that was cancelled before the
    /// end does not count; one that is cancelled later still counts (choice).
    /// </summary>
    public static bool FirstPurchaseMade(ParticipantState state, DateTimeOffset endsAt) =>
        state.Purchases.Any(purchase =>
            purchase.BoughtAt < endsAt && !(purchase.Training is Training.Refunded refunded && refunded.At < endsAt));

    /// <summary>
    /// Rules D1 to D3. The end of the time in which a first course can be bought: the earlier of
    /// <see cref="FirstPurchaseEndsAt"/> and <see cref="PurchasesEndAt"/>.
    /// </summary>
    public static DateTimeOffset FirstPurchasePossibleUntil(DateTimeOffset notifiedAt, ProgrammeOptions options)
    {
        var windowEnds = FirstPurchaseEndsAt(notifiedAt, options);
        var purchasesEnd = PurchasesEndAt(notifiedAt, options);
        return windowEnds < purchasesEnd ? windowEnds : purchasesEnd;
    }

    /// <summary>
    /// Rule D1. The moment at which the card will lapse without another event; null when it will not lapse. If the
    /// window ends after the last day of buying, the card does not lapse: its holder did not get 30 full days, so
    /// nobody is barred (choice). If both end together, the card lapses, so that the household's slot becomes free.
    /// </summary>
    public static DateTimeOffset? LapsesAt(ParticipantState state, ProgrammeOptions options)
    {
        if (state.Card is not Card.Active card) return null;
        var windowEnds = FirstPurchaseEndsAt(card.NotifiedAt, options);
        return windowEnds > PurchasesEndAt(card.NotifiedAt, options) || FirstPurchaseMade(state, windowEnds)
            ? null
            : windowEnds;
    }

    /// <summary>
    /// Rules D1 to D3. The end of the time for the first purchase; null when it is made or the card is not active.
    /// </summary>
    public static DateTimeOffset? FirstPurchaseDueAt(ParticipantState state, ProgrammeOptions options) =>
        state.Card is Card.Active card
        && FirstPurchasePossibleUntil(card.NotifiedAt, options) is var possibleUntil
        && !FirstPurchaseMade(state, possibleUntil)
            ? possibleUntil
            : null;

    /// <summary>Rules D1 and D2. The next event of the card that falls due by time; null when there is none.</summary>
    public static (DateTimeOffset At, ParticipantEvent Event)? NextByTime(
        ParticipantState state, ProgrammeOptions options)
    {
        if (state.Card is not Card.Active card) return null;
        if (!card.WarnedOfLapse && ReminderOf(state, card, options) is { } reminder) return reminder;
        if (LapsesAt(state, options) is { } windowEnds)
            return (windowEnds, new CardLapsed(card.Wave, card.Balance, card.HouseholdSlot, windowEnds));
        var balanceEnds = BalanceEndsAt(card.NotifiedAt, options);
        return (balanceEnds, new CardExpired(card.Wave, card.Balance, balanceEnds));
    }

    /// <summary>
    /// Rule M1. Refuses a step when there is no card or when the card is frozen, lapsed or cancelled; every step with a
    /// card calls it first. An expired card is not refused: its trainings and incentives continue.
    /// </summary>
    public static Refusal? CheckUsable(ParticipantState state) => state.Card switch
    {
        null => ParticipantRefusals.NoCard,
        Card.Active { Freeze: not null } or Card.Expired { Freeze: not null } => ParticipantRefusals.CardFrozen,
        Card.Lapsed => ParticipantRefusals.CardLapsed,
        Card.Cancelled => ParticipantRefusals.CardCancelled,
        _ => null,
    };

    /// <summary>Rules B1, D2, D3, M1 and V1. Refuses a purchase when the card cannot be used to buy now.</summary>
    public static Refusal? CheckMayBuy(ParticipantState state, DateTimeOffset now, ProgrammeOptions options)
    {
        if (CheckUsable(state) is { } refusal) return refusal;
        if (state.Card is not Card.Active card) return ParticipantRefusals.CardExpired;
        if (state.Videos is not { Finished: true }) return ParticipantRefusals.VideosNotWatched;
        return now >= PurchasesEndAt(card.NotifiedAt, options) ? ParticipantRefusals.PurchaseTooLate : null;
    }

    /// <summary>
    /// Rule M1. Freezes the card, with a reason; it can be unfrozen. Deadlines do not stop while a card is frozen
    /// (choice).
    /// </summary>
    public static Decision<ParticipantEvent> Freeze(
        ParticipantState state, string by, string reason, DateTimeOffset now)
    {
        if (CheckReason(reason) is { } invalid) return invalid;
        return CheckUsable(state) is { } refusal ? refusal : new CardFrozen(by, reason, now);
    }

    /// <summary>Rule M1. Unfreezes the card, with a reason.</summary>
    public static Decision<ParticipantEvent> Unfreeze(
        ParticipantState state, string by, string reason, DateTimeOffset now)
    {
        if (CheckReason(reason) is { } invalid) return invalid;
        return CheckUsable(state) switch
        {
            { } refusal when refusal == ParticipantRefusals.CardFrozen => new CardUnfrozen(by, reason, now),
            { } refusal => refusal,
            null => ParticipantRefusals.CardNotFrozen,
        };
    }

    /// <summary>Rule M1. The first person requests the cancellation; the card may be frozen.</summary>
    public static Decision<ParticipantEvent> RequestCancellation(
        ParticipantState state, ParticipantCommand.RequestCancellation command, DateTimeOffset now)
    {
        if (CheckReason(command.Reason) is { } invalid) return invalid;
        if (CheckUsable(state) is { } refusal && refusal != ParticipantRefusals.CardFrozen) return refusal;
        return RequestOf(state) is not null
            ? ParticipantRefusals.CancellationPending
            : new CancellationRequested(command.By, command.Reason, now, command.People);
    }

    /// <summary>
    /// Rule M1. A second, different person approves the cancellation; anyone may withdraw it. On approval, purchases
    /// that are not redeemed are refunded and the whole balance is returned to the state.
    /// </summary>
    public static Decision<ParticipantEvent> DecideCancellation(
        ParticipantState state, ParticipantCommand.DecideCancellation command, DateTimeOffset now)
    {
        var by = command.By;
        if (CheckUsable(state) is { } refusal && refusal != ParticipantRefusals.CardFrozen) return refusal;
        if (RequestOf(state) is not { } request) return ParticipantRefusals.CancellationNotRequested;
        if (!command.Approve) return new CancellationWithdrawn(by, now);
        if (!AreTwoPeople(request, command)) return ParticipantRefusals.SamePerson;

        var open = state.Purchases.Where(purchase => purchase.Training is Training.Bought).ToImmutableArray();
        var refundTo = state.Card is Card.Active ? Account.Balances : Account.Treasury;
        var balance = state.Card is Card.Active active
            ? open.Aggregate(active.Balance, (sum, purchase) => sum + purchase.Price)
            : Rupiah.Zero;
        return ImmutableArray.CreateRange<ParticipantEvent>(
        [
            .. open.Select(purchase => new PurchaseCancelled(purchase.Number, purchase.Price, refundTo, now)),
            new CardCancelled(state.Card!.Wave, request.By, by, request.Reason, balance, now),
        ]);
    }

    /// <summary>Rule M1. The cancellation request that waits for the second person; null when there is none.</summary>
    public static CancellationRequest? RequestOf(ParticipantState state) => state.Card switch
    {
        Card.Active active => active.CancellationRequest,
        Card.Expired expired => expired.CancellationRequest,
        _ => null,
    };

    // A request of an earlier version names no people, so it cannot be approved: it is withdrawn and made again. Where
    // neither names people, a node of the earlier version decides during an upgrade, by the names of the keys.
    private static bool AreTwoPeople(CancellationRequest request, ParticipantCommand.DecideCancellation decision) =>
        request.People.IsDefaultOrEmpty && decision.People.IsDefaultOrEmpty
            ? !string.Equals(request.By, decision.By, StringComparison.Ordinal)
            : FourEyesRules.AreTwoPeople(request.People, decision.People);

    // Rule D1. Some days before the end, but never before or at the notification itself.
    private static (DateTimeOffset At, ParticipantEvent Event)? ReminderOf(
        ParticipantState state, Card.Active card, ProgrammeOptions options)
    {
        if (options.PurchaseReminderDays == 0 || FirstPurchaseDueAt(state, options) is not { } dueAt) return null;
        var at = Wib.StartOf(Wib.DateOf(dueAt).AddDays(-options.PurchaseReminderDays));
        return at > card.NotifiedAt ? (at, new DeadlineNear(dueAt)) : null;
    }

    private static int BudgetYearOf(DateTimeOffset notifiedAt, ProgrammeOptions options)
    {
        var year = Wib.DateOf(notifiedAt).Year;
        return notifiedAt < BuyingEndsAt(year, options) ? year : year + 1;
    }

    private static DateTimeOffset UseEndsAt(int year, ProgrammeOptions options) =>
        EndOfDayIn(year, options.BalanceEndMonth, options.BalanceEndDay);

    private static DateTimeOffset BuyingEndsAt(int year, ProgrammeOptions options)
    {
        var useEnds = UseEndsAt(year, options);
        if (options.LastPurchaseMonth == 0) return useEnds;
        var last = EndOfDayIn(year, options.LastPurchaseMonth, options.LastPurchaseDay);
        return last < useEnds ? last : useEnds;
    }

    /// <summary>Refuses a reason that is blank or longer than 500 characters (M1).</summary>
    internal static Refusal? CheckReason(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > 500 ? ParticipantRefusals.ReasonMissing : null;

    private static DateTimeOffset EndOfDayIn(int year, int month, int day) =>
        Wib.EndOf(new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))));
}
