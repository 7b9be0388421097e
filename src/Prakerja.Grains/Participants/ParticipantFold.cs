using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Folds events into the state of a participant. It decides nothing; each event has one meaning.</summary>
public static class ParticipantFold
{
    /// <summary>The state after several events, in their order.</summary>
    public static ParticipantState Fold(ParticipantState? state, ImmutableArray<ParticipantEvent> events)
    {
        foreach (var @event in events) state = Fold(state, @event);
        return state!;
    }

    /// <summary>The state after one event; only a sign-up can be the first.</summary>
    public static ParticipantState Fold(ParticipantState? state, ParticipantEvent @event) => @event switch
    {
        SignedUp e => (state ?? new ParticipantState { Profile = e.Profile! }) with
        {
            Profile = e.Profile!,
            IdentityConfirmed = e.IdentityConfirmed,
        },
        _ when state is null => throw new InvalidOperationException("A participant begins with a sign-up."),

        CodeIssued e => Issued(state, e),
        CodeMistaken { Purpose: CodePurpose.LogInElsewhere } e => OnNewDevice(state, codes => codes with
        {
            Code = codes.Code! with { WrongTries = e.WrongTries },
            Failures = codes.Failures + 1,
            FailedAt = codes.Code.IssuedAt,
        }),
        CodeMistaken e => state with
        {
            Code = state.Code! with { WrongTries = e.WrongTries },
            CodeFailures = state.CodeFailures + 1,
            CodeFailedAt = state.Code.IssuedAt,
        },
        ParticipantEvent.PhoneVerified => Proven(state with { PhoneVerified = true }),
        ParticipantEvent.EmailConfirmed => Proven(state with { EmailConfirmed = true }),
        EmailGivenUp => state,
        LoggedIn { Elsewhere: true } => OnNewDevice(WithoutFailures(state), codes => codes with { Code = null }),
        LoggedIn => Proven(state),
        ProfileChanged e => state with { Profile = e.Profile! },

        TestStarted e => state with { Test = new AbilityTest.Running(e.At, AbilityQuestions.NoAnswers) },
        TestAnswered e => state with { Test = (AbilityTest.Running)state.Test with { Answers = e.Answers! } },
        TestSubmitted e => state with { Test = new AbilityTest.Submitted(e.At, e.RightAnswers, e.Passed) },

        WaveJoined e => state with { Application = new Application.Waiting(e.Wave, e.At, e.Province, e.Tier) },
        NotSelected e => state with { Application = null, Past = state.Past.Add(new(e.Wave, e.Reason)) },
        CardGranted e => state with
        {
            Application = new Application.Selected(e.Wave, e.At),
            Card = new Card.Active(e.Number, e.Wave, e.At, e.Balance, e.HouseholdSlot, e.Balance, false, null, null),
        },

        VideoHeartbeat e => state with { Videos = Watched(state, e) },
        VideosFinished => state with { Videos = state.Videos! with { Finished = true } },

        CourseBought e => Bought(state, e),
        PurchaseCancelled e => Cancelled(state, e),
        CodeRedeemed e => WithTraining(state, e.Purchase, _ => new Training.Redeemed(e.At)),
        PreTestTaken e => WithTraining(state, e.Purchase, _ => new Training.PreTested(e.At, e.Score)),
        TrainingCompleted e => WithTraining(state, e.Purchase, _ => new Training.Completed(e.At)),
        CertificateIssued e => WithTraining(state, e.Purchase, _ => new Training.Certified(e.Certificate, e.At)),
        CourseReviewed e => WithTraining(state, e.Purchase, training => training is Training.Certified certified
            ? new Training.Reviewed(certified.Certificate, certified.At, e.Rating, e.At)
            : training),

        WalletLinked e => state with { Wallet = new Wallet(e.Provider, e.Account!, WalletCheck.Pending) },
        WalletChecked e => state with { Wallet = state.Wallet! with { Check = e.Check } },
        IncentiveEntitled e => state with { Incentives = new IncentivePlan(e.On, 0, 0, 0, [], null, null) },
        SurveyAnswered e => WithPlan(state, plan =>
            plan with { AnsweredSurveys = plan.AnsweredSurveys | (1 << (e.Survey - 1)) }),
        IncentivePaid e => WithPlan(state, plan => Paid(plan, e)),
        IncentiveReturned e => WithPlan(state, plan => Returned(plan, e, state.Wallet!.Provider)),
        IncentiveMended => WithPlan(state, plan => plan with { FailureCause = null, RetryOn = null }),

        DeadlineNear => WithCard<Card.Active>(state, card => card with { WarnedOfLapse = true }),
        CardLapsed e => WithCard<Card.Active>(state, card =>
            new Card.Lapsed(card.Number, card.Wave, card.NotifiedAt, card.Granted, e.Returned, e.At)),
        CardExpired e => WithCard<Card.Active>(state, card => new Card.Expired(
            card.Number, card.Wave, card.NotifiedAt, card.Granted, e.Returned, e.At, card.Freeze,
            card.CancellationRequest)),
        CardFrozen e => WithHold(state, new Freeze(e.By, e.At), CardRules.RequestOf(state)),
        CardUnfrozen => WithHold(state, null, CardRules.RequestOf(state)),
        CancellationRequested e => WithHold(state, FreezeOf(state), new CancellationRequest(e.By, e.At, e.Reason)),
        CancellationWithdrawn => WithHold(state, FreezeOf(state), null),
        CardCancelled e => WithCard<Card>(state, card => new Card.Cancelled(
            card.Number, card.Wave, card.NotifiedAt, card.Granted,
            card is Card.Expired expired ? expired.Returned : e.Returned, e.At)),
        _ => throw new InvalidOperationException($"No state follows from {@event.GetType().Name}."),
    };

    /// <summary>A right code was typed: it is used up, and wrong tries before it no longer count.</summary>
    private static ParticipantState Proven(ParticipantState state) => WithoutFailures(state) with { Code = null };

    private static ParticipantState WithoutFailures(ParticipantState state) => state with
    {
        CodeFailures = 0,
        CodeFailedAt = null,
        Elsewhere = state.Elsewhere is null ? null : state.Elsewhere with { Failures = 0, FailedAt = null },
    };

    private static ParticipantState OnNewDevice(ParticipantState state, Func<NewDeviceCodes, NewDeviceCodes> next) =>
        state with { Elsewhere = next(state.Elsewhere!) };

    private static ParticipantState Issued(ParticipantState state, CodeIssued e)
    {
        if (e.Purpose == CodePurpose.LogInElsewhere) return IssuedForNewDevice(state, e);
        var newHour = e.At >= state.CodeHourStart.AddHours(1);
        return state with
        {
            Code = new OneTimeCode(e.Purpose, e.Number, e.At, 0),
            CodesIssued = e.Number,
            CodeHourStart = newHour ? e.At : state.CodeHourStart,
            CodesInHour = newHour ? 1 : state.CodesInHour + 1,
        };
    }

    private static ParticipantState IssuedForNewDevice(ParticipantState state, CodeIssued e)
    {
        var before = state.Elsewhere;
        var sameHour = before is not null && e.At < before.HourStart.AddHours(1);
        return state with
        {
            CodesIssued = e.Number,
            Elsewhere = new NewDeviceCodes(
                new OneTimeCode(e.Purpose, e.Number, e.At, 0),
                sameHour ? before!.HourStart : e.At,
                sameHour ? before!.InHour + 1 : 1,
                before?.Failures ?? 0,
                before?.FailedAt),
        };
    }

    private static VideoProgress Watched(ParticipantState state, VideoHeartbeat e)
    {
        var watched = state.Videos?.WatchedMilliseconds ?? [];
        while (watched.Length < e.Video) watched = watched.Add(0);
        return new VideoProgress(
            watched.SetItem(e.Video - 1, e.WatchedMilliseconds), e.Video, e.At, state.Videos is { Finished: true });
    }

    private static ParticipantState Bought(ParticipantState state, CourseBought e)
    {
        var card = (Card.Active)state.Card!;
        return Proven(state) with
        {
            Card = card with { Balance = card.Balance - e.Price },
            Purchases = state.Purchases.Add(new Purchase(
                e.Purchase, e.Course, e.Provider, e.Platform, e.Price, e.Code, e.At, Training.Bought.Instance)),
        };
    }

    private static ParticipantState Cancelled(ParticipantState state, PurchaseCancelled e)
    {
        var refunded = WithTraining(state, e.Purchase, _ => new Training.Refunded(e.At, e.To));
        return e.To == Account.Balances
            ? WithCard<Card.Active>(refunded, card => card with { Balance = card.Balance + e.Refund })
            : refunded;
    }

    private static ParticipantState WithTraining(ParticipantState state, int purchase, Func<Training, Training> next)
    {
        var bought = state.Purchases[purchase - 1];
        return state with
        {
            Purchases = state.Purchases.SetItem(purchase - 1, bought with { Training = next(bought.Training) }),
        };
    }

    private static ParticipantState WithCard<TCard>(ParticipantState state, Func<TCard, Card> next)
        where TCard : Card => state with { Card = next((TCard)state.Card!) };

    private static ParticipantState WithHold(ParticipantState state, Freeze? freeze, CancellationRequest? request) =>
        state with
        {
            Card = state.Card switch
            {
                Card.Active active => active with { Freeze = freeze, CancellationRequest = request },
                Card.Expired expired => expired with { Freeze = freeze, CancellationRequest = request },
                var other => other,
            },
        };

    private static Freeze? FreezeOf(ParticipantState state) => state.Card switch
    {
        Card.Active active => active.Freeze,
        Card.Expired expired => expired.Freeze,
        _ => null,
    };

    private static ParticipantState WithPlan(ParticipantState state, Func<IncentivePlan, IncentivePlan> next) =>
        state with { Incentives = next(state.Incentives!) };

    private static IncentivePlan Paid(IncentivePlan plan, IncentivePaid e)
    {
        var payouts = plan.Payouts.Add(new Payout(e.Amount, e.To, PayoutStatus.Paid));
        if (e.RetryOf is { } retried)
            payouts = payouts.SetItem(retried - 1, payouts[retried - 1] with { Status = PayoutStatus.Retried });
        return plan with
        {
            Payouts = payouts,
            PaidInstalments = plan.PaidInstalments + (e.Kind == IncentiveKind.Instalment ? 1 : 0),
            PaidSurveys = plan.PaidSurveys + (e.Kind == IncentiveKind.Survey ? 1 : 0),
        };
    }

    private static IncentivePlan Returned(IncentivePlan plan, IncentiveReturned e, WalletProvider linked)
    {
        var payout = plan.Payouts[e.Payout - 1];
        var returned = plan with
        {
            Payouts = plan.Payouts.SetItem(e.Payout - 1, payout with { Status = PayoutStatus.Returned }),
        };
        // A payment that another account could not take does not hold payments to the linked one.
        if (payout.To != linked) return returned;
        return returned with
        {
            // A monthly limit without a retry day waits for the check that the earlier cause needs.
            FailureCause = (e is { Cause: PayoutFailureCause.MonthlyLimit, RetryOn: null } ? plan.FailureCause : null)
                ?? e.Cause,
            RetryOn = e.RetryOn,
        };
    }
}
