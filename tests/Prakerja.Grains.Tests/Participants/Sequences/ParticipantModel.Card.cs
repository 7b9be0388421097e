using Prakerja.Grains.Participants;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <content>The card: grant, videos, freeze, cancellation, and the days on which it ends (V1, M1, D1 to D3).</content>
internal sealed partial class ParticipantModel
{
    private void CardAges(DateOnly today)
    {
        var lastDayOfWindow = Day(notifiedAt)
            .AddDays(options.PurchaseWindowDays - (options.NotificationDayIsDayOne ? 1 : 0));
        var lastDayOfYear = LastDayOfYear();
        var hasCourse = Courses.Any(course => Day(course.BoughtAt) <= lastDayOfWindow
            && !(course.Stage == Stage.Refunded && Day(course.RefundedAt) <= lastDayOfWindow));
        // A person whose window was cut by the last day of purchase is not barred.
        if (today > lastDayOfWindow && lastDayOfWindow <= LastDayOfBuying(
            lastDayOfYear.Year) && !hasCourse) Close(CardStatus.Lapsed);
        else if (today > lastDayOfYear) Close(CardStatus.Expired);
    }

    private DateOnly LastDayOfYear()
    {
        var year = Day(notifiedAt).Year;
        if (Day(notifiedAt) > LastDayOfBuying(year)) year++;
        return new DateOnly(year, options.BalanceEndMonth, options.BalanceEndDay);
    }

    private DateOnly LastDayOfBuying(int year)
    {
        var ends = new DateOnly(year, options.BalanceEndMonth, options.BalanceEndDay);
        if (options.LastPurchaseMonth == 0) return ends;
        var last = new DateOnly(year, options.LastPurchaseMonth, options.LastPurchaseDay);
        return last < ends ? last : ends;
    }

    private void Close(CardStatus status) => (Card, Balance) = (status, 0);

    private List<string> DoGrant(GrantCard c, DateTimeOffset now)
    {
        if (Card is not null) return Wave == c.Wave ? Repeat() : ["award.already_recipient"];
        if (waitingFor != c.Wave) return ["award.not_applied"];
        (Card, Wave, Balance, notifiedAt) = (CardStatus.Active, c.Wave, options.TrainingBalanceRupiah, now);
        waitingFor = null;
        return [];
    }

    private List<string> DoWatch(WatchVideo c, DateTimeOffset now)
    {
        var refusals = new List<string>();
        if (Card is null) refusals.Add("card.none");
        var isKnown = c.Video >= 1 && c.Video <= WatchedMs.Length;
        if (!isKnown) refusals.Add("video.unknown");
        else if (c.PositionSeconds < 0 || c.PositionSeconds > options.IntroductionVideoSeconds[c.Video - 1])
            refusals.Add("video.position_invalid");
        if (refusals.Count > 0) return refusals;
        if (VideosFinished) return Repeat();

        var silenceMs = (now - lastHeartbeat).TotalMilliseconds;
        var progressMs = (c.PositionSeconds * 1_000L) - WatchedMs[c.Video - 1];
        var wentOn = lastVideo == c.Video && silenceMs <= options.VideoGapSeconds * 1_000L;
        var jumped = progressMs > silenceMs + (options.VideoToleranceSeconds * 1_000L);
        if (wentOn && !jumped && progressMs > 0) WatchedMs[c.Video - 1] += (long)Math.Min(progressMs, silenceMs);
        (lastVideo, lastHeartbeat) = (c.Video, now);
        VideosFinished = WatchedMs.Zip(
            options.IntroductionVideoSeconds).All(pair => pair.First >= pair.Second * 1_000L);
        return [];
    }

    /// <summary>M1: checked before every step with a card.</summary>
    private string? CardRefusal()
    {
        if (Card is null) return "card.none";
        if (Frozen && Card is (CardStatus.Active or CardStatus.Expired)) return "card.frozen";
        return Card switch
        {
            CardStatus.Lapsed => "card.lapsed",
            CardStatus.Cancelled => "card.cancelled",
            _ => null,
        };
    }

    private List<string> DoFreeze(string reason, bool freeze)
    {
        var refusals = new List<string>();
        if (reason.Trim().Length == 0) refusals.Add("management.reason_missing");
        var card = CardRefusal();
        if (card is not null && (freeze || card != "card.frozen")) refusals.Add(card);
        if (!freeze && card is null) refusals.Add("card.not_frozen");
        if (refusals.Count == 0) Frozen = freeze;
        return refusals;
    }

    private List<string> DoRequestCancellation(RequestCancellation c)
    {
        var refusals = new List<string>();
        if (c.Reason.Trim().Length == 0) refusals.Add("management.reason_missing");
        if (CardRefusal() is { } card and not "card.frozen") refusals.Add(card);
        else if (cancellationBy is not null) refusals.Add("cancellation.already_requested");
        if (refusals.Count == 0) cancellationBy = c.By;
        return refusals;
    }

    private List<string> DoDecideCancellation(DecideCancellation c, DateTimeOffset now)
    {
        if (CardRefusal() is { } card and not "card.frozen") return [card];
        if (cancellationBy is null) return ["cancellation.not_requested"];
        if (!c.Approve) return Then(() => cancellationBy = null);
        if (c.By == cancellationBy) return ["cancellation.same_person"];
        foreach (var course in Courses.Where(course => course.Stage == Stage.Bought)) Refund(course, now);
        Close(CardStatus.Cancelled);
        Frozen = false;
        return [];
    }
}
