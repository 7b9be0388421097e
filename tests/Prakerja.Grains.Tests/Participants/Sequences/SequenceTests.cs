using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <summary>
/// All rules at once: random lives, each step held against <see cref="ParticipantModel"/> and against what must be true of every
/// state whatever happened.
/// </summary>
public sealed class SequenceTests
{
    /// <summary>Random lives in an ordinary test run.</summary>
    public const int Sequences = 100_000;

    [Fact]
    public void In_every_life_the_rules_say_what_the_notebook_says()
    {
        var lived = new ConcurrentDictionary<Type, byte>();

        Move.AnyStory.Sample(story => Live(story, lived), iter: Samples.Of(Sequences));

        // A generator that never gets far proves nothing.
        if (!Samples.AreFewer)
            Assert.DoesNotContain(typeof(ParticipantEvent).GetNestedTypes(), kind => !lived.ContainsKey(kind));
    }

    private static void Live(Story story, ConcurrentDictionary<Type, byte> lived)
    {
        var options = Story.Settings[story.Options];
        var run = new Run(options, new ParticipantModel(options), lived);
        for (var step = 0; step < story.Smooth; step++) run.Do(new Move(Move.Act.GoOn, 1, 11, Move.Wait.Minutes, 20));
        foreach (var move in story.Moves) run.Do(move);
        run.End();
    }

    /// <summary>One life: the rules' state and the notebook side by side.</summary>
    private sealed class Run(ProgrammeOptions options, ParticipantModel book, ConcurrentDictionary<Type, byte> lived)
    {
        private readonly Dictionary<Account, long> ledger =
            Enum.GetValues<Account>().ToDictionary(account => account, _ => 0L);

        private ParticipantState? state;
        private DateTimeOffset now = "2021-08-20 08:00".Wib();

        public void Do(Move move)
        {
            now = move.From(now, state is null ? null : ParticipantRules.NextDeadline(state, now, options));
            foreach (var (after, command) in move.Commands(book, now))
            {
                now += after;
                Decide(command);
            }
        }

        /// <summary>What holds of the last state, whatever the future brings.</summary>
        public void End()
        {
            if (state is null) return;
            var json = JsonSerializer.SerializeToUtf8Bytes(state, ParticipantJson.Default.ParticipantState);
            var read = JsonSerializer.Deserialize(json, ParticipantJson.Default.ParticipantState)!;
            Assert.True(States.AreSame(state, read), "A stored state comes back as another.");

            var later = now.AddDays(500);
            var atOnce = ParticipantRules.AsOf(state, later, options);
            var oneByOne = state;
            while (ParticipantRules.NextDeadline(oneByOne, now, options) is { } deadline && deadline <= later)
                oneByOne = ParticipantRules.AsOf(oneByOne, deadline, options);
            Assert.True(States.AreSame(atOnce, oneByOne), "A late reminder brings another end.");
        }

        private void Decide(ParticipantCommand command)
        {
            var decided = ParticipantRules.Decide(state, command, now, options);
            var against = book.Do(command, now);

            Assert.True(
                decided.Refusal is null ? against.Count == 0 : against.Contains(decided.Refusal.Code),
                $"{command.GetType().Name} at {now:O}: the rules say {decided.Refusal?.Code ?? "yes"}, "
                + $"the notebook [{string.Join(", ", against)}].");
            if (state is null && decided.Events.IsEmpty) return;

            var asOfNow = state is null ? null : ParticipantRules.AsOf(state, now, options);
            foreach (var happened in decided.Events) Take(happened);
            if (book.WasRepeat)
                Assert.True(States.AreSame(asOfNow!, state!), $"{command.GetType().Name} repeated changes something.");
            AssertAsInTheNotebook(state!);
            AssertBooks(state!);
            AssertDeadline(state!);
        }

        private void Take(ParticipantEvent happened)
        {
            state = ParticipantFold.Fold(state, happened);
            lived.TryAdd(happened.GetType(), 0);
            if (happened is not IMoneyMovement money) return;
            Assert.Equal(0, money.Postings.Sum(posting => posting.Amount.Amount));
            foreach (var posting in money.Postings) ledger[posting.Account] += posting.Amount.Amount;
            if (happened is ParticipantEvent.CourseBought bought) AssertInTime(bought);
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

        private void AssertAsInTheNotebook(ParticipantState state)
        {
            Assert.Equal(book.Verified, state.PhoneVerified);
            Assert.Equal(
                book.TestSubmitted ? TestStatus.Submitted : book.TestRunning ? TestStatus.Running : TestStatus.NotTaken,
                ParticipantViews.Test(state, options).Status);
            if (state.Test is AbilityTest.Submitted submitted) Assert.Equal(book.RightAnswers, submitted.RightAnswers);
            Assert.Equal(book.Waiting, (state.Application as Application.Waiting)?.Wave);
            Assert.Equal(book.VideosFinished, state.Videos is { Finished: true });
            for (var video = 1; video <= book.WatchedMs.Length; video++)
                Assert.Equal(book.WatchedMs[video - 1], VideoRules.WatchedMillisecondsOf(state, video));

            var status = state.Card is null ? default(CardStatus?) : ParticipantViews.StatusOf(state.Card);
            var isFrozen = book.Frozen && book.Card is (CardStatus.Active or CardStatus.Expired);
            Assert.Equal(isFrozen ? CardStatus.Frozen : book.Card, status);
            Assert.Equal(book.Balance, (state.Card as Card.Active)?.Balance.Amount ?? 0);
            Assert.Equal(book.Courses.Count, state.Purchases.Length);
            for (var i = 0; i < book.Courses.Count; i++)
            {
                Assert.Equal((int)book.Courses[i].Stage, (int)ParticipantViews.StatusOf(state.Purchases[i].Training));
                Assert.Equal(book.Courses[i].Price, state.Purchases[i].Price.Amount);
            }

            Assert.Equal(book.WalletAt, state.Wallet?.Provider);
            Assert.Equal(book.Entitled, state.Incentives is not null);
            if (state.Incentives is not { } plan) return;
            Assert.Equal(book.InstalmentsPaid, plan.PaidInstalments);
            Assert.Equal(book.SurveysPaid, plan.PaidSurveys);
            Assert.Equal(
                book.Payments.Select(payment => (payment.Amount, payment.To, payment.Status)),
                plan.Payouts.Select(payout => (payout.Amount.Amount, payout.To, payout.Status)));
        }

        private void AssertBooks(ParticipantState state)
        {
            var account = ParticipantViews.Account("p-1", state, 1);
            Assert.Equal(
                account.Balance, account.Granted - account.Spent + account.Refunded - account.Returned);
            Assert.Equal(account.Balance.Amount, ledger[Account.Balances]);
            Assert.Equal(
                Sum(state.Purchases.Where(purchase => purchase.Training is Prakerja.Grains.Participants.Training.Bought)),
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
            Assert.True(deadline is null || deadline > now, "A deadline that has come was left to a reminder.");
            Assert.Empty(ParticipantRules.TimePassed(state, now, options));
            if (deadline is not { } at) return;
            var reminded = ParticipantRules.AsOf(state, at, options);
            Assert.Empty(ParticipantRules.TimePassed(reminded, at, options));
        }

        private static long Sum(IEnumerable<Purchase> purchases) => purchases.Sum(purchase => purchase.Price.Amount);
    }
}
