using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <summary>
/// Checks all rules with random sequences of commands: each step is compared with <see cref="ParticipantModel"/> and
/// with conditions that hold for every state.
/// </summary>
public sealed class SequenceTests
{
    /// <summary>Number of sequences in an ordinary test run.</summary>
    public const int Sequences = 100_000;

    // They neither depend on the rest of the state nor change it; they have tests of their own.
    private static readonly Type[] OnTheirOwn =
    [
        typeof(ParticipantEvent.SessionOpened),
        typeof(ParticipantEvent.LoggedOut),
        typeof(ParticipantEvent.LoggedOutEverywhere),
        typeof(ParticipantEvent.DeviceRemoved),
        typeof(ParticipantEvent.ProfileLookedAt),
    ];

    [Fact]
    public void In_every_random_sequence_the_rules_agree_with_the_model()
    {
        var seenEvents = new ConcurrentDictionary<Type, byte>();

        Move.AnyStory.Sample(story => Live(story, seenEvents), iter: Samples.Of(Sequences));

        // A generator that does not reach every event proves nothing.
        if (!Samples.AreFewer)
            Assert.DoesNotContain(
                typeof(ParticipantEvent).GetNestedTypes().Except(OnTheirOwn), kind => !seenEvents.ContainsKey(kind));
    }

    private static void Live(Story story, ConcurrentDictionary<Type, byte> seenEvents)
    {
        var options = Story.Settings[story.Options];
        var run = new Run(options, new ParticipantModel(options), seenEvents);
        for (var step = 0; step < story.Smooth; step++) run.Do(new Move(Move.Act.GoOn, 1, 11, Move.Wait.Minutes, 20));
        foreach (var move in story.Moves) run.Do(move);
        run.End();
    }

    /// <summary>One sequence: the state of the rules and the model side by side.</summary>
    private sealed class Run(
        ProgrammeOptions options, ParticipantModel model, ConcurrentDictionary<Type, byte> seenEvents)
    {
        private readonly Dictionary<Account, long> ledger =
            Enum.GetValues<Account>().ToDictionary(account => account, _ => 0L);

        private ParticipantState? state;
        private DateTimeOffset now = "2021-08-20 08:00".Wib();

        public void Do(Move move)
        {
            now = move.From(now, state is null ? null : ParticipantRules.NextDeadline(state, now, options));
            foreach (var (after, command) in move.Commands(model, now))
            {
                now += after;
                Decide(command);
            }
        }

        /// <summary>Conditions of the last state for every future.</summary>
        public void End()
        {
            if (state is null) return;
            var json = JsonSerializer.SerializeToUtf8Bytes(state, ParticipantJson.Default.ParticipantState);
            var read = JsonSerializer.Deserialize(json, ParticipantJson.Default.ParticipantState)!;
            Assert.True(States.AreSame(state, read), "A stored state is read back as another state.");

            var later = now.AddDays(500);
            var atOnce = ParticipantRules.AsOf(state, later, options);
            var oneByOne = state;
            while (ParticipantRules.NextDeadline(oneByOne, now, options) is { } deadline && deadline <= later)
                oneByOne = ParticipantRules.AsOf(oneByOne, deadline, options);
            Assert.True(States.AreSame(atOnce, oneByOne), "A late reminder leads to another state.");
        }

        private void Decide(ParticipantCommand command)
        {
            var decided = ParticipantRules.Decide(state, command, now, options);
            var refusals = model.Execute(command, now);

            Assert.True(
                decided.Refusal is null ? refusals.Count == 0 : refusals.Contains(decided.Refusal.Code),
                $"{command.GetType().Name} at {now:O}: the rules say {decided.Refusal?.Code ?? "yes"}, "
                + $"the model [{string.Join(", ", refusals)}].");
            if (state is null && decided.Events.IsEmpty) return;

            var asOfNow = state is null ? null : ParticipantRules.AsOf(state, now, options);
            foreach (var @event in decided.Events) Take(@event);
            if (model.WasRepeat)
                Assert.True(States.AreSame(asOfNow!, state!), $"{command.GetType().Name} repeated changes something.");
            AssertSameAsModel(state!);
            AssertAccounts(state!);
            AssertDeadline(state!);
        }

        private void Take(ParticipantEvent @event)
        {
            state = ParticipantFold.Fold(state, @event);
            seenEvents.TryAdd(@event.GetType(), 0);
            if (@event is not IMoneyMovement money) return;
            Assert.Equal(0, money.Postings.Sum(posting => posting.Amount.Amount));
            foreach (var posting in money.Postings) ledger[posting.Account] += posting.Amount.Amount;
            if (@event is ParticipantEvent.CourseBought bought) AssertInTime(bought);
        }

        private void AssertInTime(ParticipantEvent.CourseBought bought)
        {
            var notifiedAt = state!.Card!.NotifiedAt;
            Assert.True(bought.At < CardRules.PurchasesEndAt(notifiedAt, options), "Bought after the last day.");
            var windowEnds = CardRules.FirstPurchaseEndsAt(notifiedAt, options);
            Assert.True(
                bought.At < windowEnds || state.Purchases.Any(purchase => purchase.BoughtAt < windowEnds),
                "The first course was bought after the window.");
        }

        private void AssertSameAsModel(ParticipantState state)
        {
            Assert.Equal(model.Verified, state.PhoneVerified);
            Assert.Equal(
                model.TestSubmitted ? TestStatus.Submitted
                    : model.TestRunning ? TestStatus.Running
                    : TestStatus.NotTaken,
                ParticipantViews.Test(state, options).Status);
            if (state.Test is AbilityTest.Submitted submitted) Assert.Equal(model.RightAnswers, submitted.RightAnswers);
            Assert.Equal(model.Waiting, (state.Application as Application.Waiting)?.Wave);
            Assert.Equal(model.VideosFinished, state.Videos is { Finished: true });
            for (var video = 1; video <= model.WatchedMs.Length; video++)
                Assert.Equal(model.WatchedMs[video - 1], VideoRules.WatchedMillisecondsOf(state, video));

            var status = state.Card is null ? default(CardStatus?) : ParticipantViews.StatusOf(state.Card);
            var isFrozen = model.Frozen && model.Card is (CardStatus.Active or CardStatus.Expired);
            Assert.Equal(isFrozen ? CardStatus.Frozen : model.Card, status);
            Assert.Equal(model.Balance, (state.Card as Card.Active)?.Balance.Amount ?? 0);
            Assert.Equal(model.Courses.Count, state.Purchases.Length);
            for (var i = 0; i < model.Courses.Count; i++)
            {
                Assert.Equal((int)model.Courses[i].Stage, (int)ParticipantViews.StatusOf(state.Purchases[i].Training));
                Assert.Equal(model.Courses[i].Price, state.Purchases[i].Price.Amount);
            }

            Assert.Equal(model.WalletAt, state.Wallet?.Provider);
            Assert.Equal(model.Entitled, state.Incentives is not null);
            if (state.Incentives is not { } plan) return;
            Assert.Equal(model.InstalmentsPaid, plan.PaidInstalments);
            Assert.Equal(model.SurveysPaid, plan.PaidSurveys);
            Assert.Equal(
                model.Payments.Select(payment => (payment.Amount, payment.To, payment.Status)),
                plan.Payouts.Select(payout => (payout.Amount.Amount, payout.To, payout.Status)));
        }

        private void AssertAccounts(ParticipantState state)
        {
            var account = ParticipantViews.Account("p-1", state, 1);
            Assert.Equal(
                account.Balance, account.Granted - account.Spent + account.Refunded - account.Returned);
            Assert.Equal(account.Balance.Amount, ledger[Account.Balances]);
            Assert.Equal(
                Sum(state.Purchases.Where(
                    purchase => purchase.Training is Prakerja.Grains.Participants.Training.Bought)),
                ledger[Account.Reserved]);
            Assert.Equal(
                Sum(state.Purchases.Where(purchase => purchase.Training
                    is not (Prakerja.Grains.Participants.Training.Bought
                    or Prakerja.Grains.Participants.Training.Refunded))),
                ledger[Account.Settlement]);
            Assert.Equal(account.IncentivesPaid.Amount, ledger[Account.Incentives]);
            Assert.Equal(0, ledger.Values.Sum());
        }

        private void AssertDeadline(ParticipantState state)
        {
            var deadline = ParticipantRules.NextDeadline(state, now, options);
            Assert.True(deadline is null || deadline > now, "A due deadline was not applied.");
            Assert.Empty(ParticipantRules.TimePassed(state, now, options));
            if (deadline is not { } at) return;
            var reminded = ParticipantRules.AsOf(state, at, options);
            Assert.Empty(ParticipantRules.TimePassed(reminded, at, options));
        }

        private static long Sum(IEnumerable<Purchase> purchases) => purchases.Sum(purchase => purchase.Price.Amount);
    }
}
