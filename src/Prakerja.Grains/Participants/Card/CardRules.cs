using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules B1, D1 to D3 and M1: what a card may, until when, and who may stop it.</summary>
public static class CardRules
{
    /// <summary>
    /// Rule D1: the end of the window for the first purchase. Day 30 belongs to the window whole: a purchase at
    /// 23:59:59.999 WIB of that day counts, one at the returned moment does not.
    /// </summary>
    public static DateTimeOffset FirstPurchaseEndsAt(DateTimeOffset notifiedAt, ProgrammeOptions options)
    {
        var dayZero = Wib.DateOf(notifiedAt).AddDays(options.NotificationDayIsDayOne ? -1 : 0);
        return Wib.EndOf(dayZero.AddDays(options.PurchaseWindowDays));
    }

    /// <summary>
    /// Rule D2: the end of the time of use. 15 December belongs to it whole. The budget year is the year of the
    /// notification; a card granted when nothing can be bought in it any more belongs to the next year (choice).
    /// </summary>
    public static DateTimeOffset BalanceEndsAt(DateTimeOffset notifiedAt, ProgrammeOptions options) =>
        EndOfUse(BudgetYearOf(notifiedAt, options), options);

    /// <summary>
    /// Rule D3: the end of the time of buying; the last day belongs to it whole. Never later than
    /// <see cref="BalanceEndsAt"/>, and the same when the rule is off.
    /// </summary>
    public static DateTimeOffset PurchasesEndAt(DateTimeOffset notifiedAt, ProgrammeOptions options) =>
        EndOfBuying(BudgetYearOf(notifiedAt, options), options);

    /// <summary>
    /// Rule D1 asks one question once: did a purchase stand at the end of the window? One cancelled before does not
    /// count; one cancelled later cannot undo the answer (choice).
    /// </summary>
    public static bool FirstPurchaseMade(ParticipantState state, DateTimeOffset endsAt) =>
        state.Purchases.Any(purchase =>
            purchase.BoughtAt < endsAt && !(purchase.Training is Training.Refunded refunded && refunded.At < endsAt));

    /// <summary>
    /// Rules D1 to D3: the end of the time in which a first course can be bought at all, whichever rule ends it.
    /// </summary>
    public static DateTimeOffset LastChanceAt(DateTimeOffset notifiedAt, ProgrammeOptions options)
    {
        var windowEnds = FirstPurchaseEndsAt(notifiedAt, options);
        var purchasesEnd = PurchasesEndAt(notifiedAt, options);
        return windowEnds < purchasesEnd ? windowEnds : purchasesEnd;
    }

    /// <summary>
    /// Rule D1: the moment at which this card will lapse as things stand; null when it will not. A window that reaches
    /// beyond the time of buying never ends: its 30 days were not to be had, so nobody is barred (choice). Where both end
    /// together, the window ends first, so that the household's slot is freed.
    /// </summary>
    public static DateTimeOffset? LapsesAt(ParticipantState state, ProgrammeOptions options)
    {
        if (state.Card is not Card.Active card) return null;
        var windowEnds = FirstPurchaseEndsAt(card.NotifiedAt, options);
        return windowEnds > PurchasesEndAt(card.NotifiedAt, options) || FirstPurchaseMade(state, windowEnds)
            ? null
            : windowEnds;
    }

    /// <summary>Rules D1 to D3: until when the holder must buy a first course; null when nothing must be bought.</summary>
    public static DateTimeOffset? FirstPurchaseDueAt(ParticipantState state, ProgrammeOptions options) =>
        state.Card is Card.Active card
        && LastChanceAt(card.NotifiedAt, options) is var lastChance
        && !FirstPurchaseMade(state, lastChance)
            ? lastChance
            : null;

    /// <summary>Rules D1 and D2: what time does to a card next, and when; null when time does nothing more.</summary>
    public static (DateTimeOffset At, ParticipantEvent Happens)? NextByTime(
        ParticipantState state, ProgrammeOptions options)
    {
        if (state.Card is not Card.Active card) return null;
        if (!card.WarnedOfLapse && WarningAt(state, card, options) is { } warning) return warning;
        if (LapsesAt(state, options) is { } windowEnds)
            return (windowEnds, new CardLapsed(card.Wave, card.Balance, card.HouseholdSlot, windowEnds));
        var balanceEnds = BalanceEndsAt(card.NotifiedAt, options);
        return (balanceEnds, new CardExpired(card.Wave, card.Balance, balanceEnds));
    }

    /// <summary>
    /// Rule M1: what every step with a card asks first. An expired card can no longer buy, yet its trainings and
    /// incentives go on.
    /// </summary>
    public static Refusal? MayGoOn(ParticipantState state) => state.Card switch
    {
        null => ParticipantRefusals.NoCard,
        Card.Active { Freeze: not null } or Card.Expired { Freeze: not null } => ParticipantRefusals.CardFrozen,
        Card.Lapsed => ParticipantRefusals.CardLapsed,
        Card.Cancelled => ParticipantRefusals.CardCancelled,
        _ => null,
    };

    /// <summary>Rules B1, D2, D3, M1 and V1: may this card buy at all now?</summary>
    public static Refusal? MayBuy(ParticipantState state, DateTimeOffset now, ProgrammeOptions options)
    {
        if (MayGoOn(state) is { } refusal) return refusal;
        if (state.Card is not Card.Active card) return ParticipantRefusals.CardExpired;
        if (state.Videos is not { Finished: true }) return ParticipantRefusals.VideosNotWatched;
        return now >= PurchasesEndAt(card.NotifiedAt, options) ? ParticipantRefusals.PurchaseTooLate : null;
    }

    /// <summary>Rule M1: temporary, with a reason. Deadlines go on while a card is frozen (choice).</summary>
    public static Decision<ParticipantEvent> Freeze(ParticipantState state, string by, string reason, DateTimeOffset now)
    {
        if (ReasonMissing(reason) is { } missing) return missing;
        return MayGoOn(state) is { } refusal ? refusal : new CardFrozen(by, reason, now);
    }

    /// <summary>Rule M1.</summary>
    public static Decision<ParticipantEvent> Unfreeze(
        ParticipantState state, string by, string reason, DateTimeOffset now)
    {
        if (ReasonMissing(reason) is { } missing) return missing;
        return MayGoOn(state) switch
        {
            { } refusal when refusal == ParticipantRefusals.CardFrozen => new CardUnfrozen(by, reason, now),
            { } refusal => refusal,
            null => ParticipantRefusals.CardNotFrozen,
        };
    }

    /// <summary>Rule M1: the first of four eyes; a frozen card can be cancelled as well.</summary>
    public static Decision<ParticipantEvent> RequestCancellation(
        ParticipantState state, string by, string reason, DateTimeOffset now)
    {
        if (ReasonMissing(reason) is { } missing) return missing;
        if (MayGoOn(state) is { } refusal && refusal != ParticipantRefusals.CardFrozen) return refusal;
        return RequestOf(state) is not null
            ? ParticipantRefusals.CancellationPending
            : new CancellationRequested(by, reason, now);
    }

    /// <summary>
    /// Rule M1: the second of four eyes must be somebody else. Approved, what was not redeemed is refunded and the
    /// whole balance goes back.
    /// </summary>
    public static Decision<ParticipantEvent> DecideCancellation(
        ParticipantState state, string by, bool approve, DateTimeOffset now)
    {
        if (MayGoOn(state) is { } refusal && refusal != ParticipantRefusals.CardFrozen) return refusal;
        if (RequestOf(state) is not { } request) return ParticipantRefusals.CancellationNotRequested;
        if (!approve) return new CancellationWithdrawn(by, now);
        if (string.Equals(request.By, by, StringComparison.Ordinal)) return ParticipantRefusals.SamePerson;

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

    public static CancellationRequest? RequestOf(ParticipantState state) => state.Card switch
    {
        Card.Active active => active.CancellationRequest,
        Card.Expired expired => expired.CancellationRequest,
        _ => null,
    };

    // Days before the last chance, and not with the notification itself.
    private static (DateTimeOffset At, ParticipantEvent Happens)? WarningAt(
        ParticipantState state, Card.Active card, ProgrammeOptions options)
    {
        if (options.PurchaseReminderDays == 0 || FirstPurchaseDueAt(state, options) is not { } dueAt) return null;
        var at = Wib.StartOf(Wib.DateOf(dueAt).AddDays(-options.PurchaseReminderDays));
        return at > card.NotifiedAt ? (at, new DeadlineNear(dueAt)) : null;
    }

    private static int BudgetYearOf(DateTimeOffset notifiedAt, ProgrammeOptions options)
    {
        var year = Wib.DateOf(notifiedAt).Year;
        return notifiedAt < EndOfBuying(year, options) ? year : year + 1;
    }

    private static DateTimeOffset EndOfUse(int year, ProgrammeOptions options) =>
        EndOfDayIn(year, options.BalanceEndMonth, options.BalanceEndDay);

    private static DateTimeOffset EndOfBuying(int year, ProgrammeOptions options)
    {
        var useEnds = EndOfUse(year, options);
        if (options.LastPurchaseMonth == 0) return useEnds;
        var last = EndOfDayIn(year, options.LastPurchaseMonth, options.LastPurchaseDay);
        return last < useEnds ? last : useEnds;
    }

    private static Refusal? ReasonMissing(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > 500 ? ParticipantRefusals.ReasonMissing : null;

    private static DateTimeOffset EndOfDayIn(int year, int month, int day) =>
        Wib.EndOf(new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))));
}
