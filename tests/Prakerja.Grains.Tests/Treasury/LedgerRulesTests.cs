using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Treasury;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Treasury;

public sealed class LedgerRulesTests
{
    private const string Siti = "p-0123456789abcdefghjkmnpqrs";

    private static readonly DateTimeOffset Now = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly Rupiah Million = new(1_000_000);

    private static readonly CardGranted Granted = new(CardNumber.Random(), 21, Now, 1, Million);
    private static readonly CourseBought Bought =
        new(1, "skill.excel", "skill", "pijar", new Rupiah(250_000), RedeemCode.Random(), Now);
    private static readonly CodeRedeemed Redeemed = new(1, "skill", "skill.excel", new Rupiah(250_000), Now);

    private static readonly Gen<Movement> AnyBalanced =
        from account in Gen.Enum<Account>().List[1, 6]
        from amount in Gen.Long[-2_000_000, 2_000_000].List[account.Count]
        from last in Gen.Enum<Account>()
        select new Movement(
        [
            .. account.Zip(amount, (name, sum) => new Posting(name, new Rupiah(sum))),
            new Posting(last, new Rupiah(-amount.Sum())),
        ]);

    [Fact]
    public void The_sum_of_all_accounts_is_zero_after_any_balanced_movements() => AnyBalanced.List[0, 40].Sample(
        movements =>
        {
            var sums = movements.Aggregate(AccountSums.Zero, (sum, moved) => LedgerRules.Post(sum, moved, 1));

            Assert.Equal(Rupiah.Zero, sums.Total);
            foreach (var account in Enum.GetValues<Account>())
            {
                var posted = movements.SelectMany(moved => moved.Postings)
                    .Where(posting => posting.Account == account)
                    .Sum(posting => posting.Amount.Amount);
                Assert.Equal(posted, On(sums, account).Amount);
            }
        },
        iter: 10_000);

    [Fact]
    public void A_movement_that_is_unbalanced_by_one_rupiah_is_not_booked() =>
        Gen.Select(AnyBalanced, Gen.OneOf([1L, -1L]))
        .Sample((moved, off) =>
        {
            var wrong = new Movement(moved.Postings.Add(new Posting(Account.Treasury, new Rupiah(off))));
            var exception = Assert.Throws<LedgerImbalanceException>(
                () => LedgerRules.Post(AccountSums.Zero, wrong, 4711));
            Assert.Contains("4711", exception.Message, StringComparison.Ordinal);
        }, iter: 1_000);

    [Fact]
    public void The_events_of_a_card_move_its_balance_between_the_accounts()
    {
        var books = Take(Granted, Bought, Redeemed, new CardExpired(21, new Rupiah(750_000), Now));

        Assert.Equal(
            new AccountSums(
                new Rupiah(-250_000), Rupiah.Zero, Rupiah.Zero, new Rupiah(250_000), Rupiah.Zero),
            books.Accounts);
    }

    [Fact]
    public void A_refund_goes_back_to_the_balance_or_to_the_state()
    {
        var price = Bought.Price;

        Assert.Equal(
            Million,
            Take(Granted, Bought, new PurchaseCancelled(1, price, Account.Balances, Now)).Accounts.Balances);
        Assert.Equal(
            new Rupiah(-750_000),
            Take(Granted, Bought, new PurchaseCancelled(1, price, Account.Treasury, Now)).Accounts.Treasury);
    }

    [Fact]
    public void A_returned_incentive_belongs_to_the_state_again()
    {
        var amount = new Rupiah(600_000);
        var paid = new IncentivePaid(1, IncentiveKind.Instalment, null, amount, WalletProvider.GoPay);
        var returned = new IncentiveReturned(1, amount, PayoutFailureCause.MonthlyLimit, null);

        Assert.Equal(amount, Take(paid).Accounts.Incentives);
        Assert.Equal(AccountSums.Zero, Take(paid, returned).Accounts);
    }

    [Fact]
    public void Cards_are_counted_by_wave_and_each_lapse_frees_a_place()
    {
        var books = Take(
            Granted,
            Granted with { Wave = 22 },
            new CardLapsed(21, Million, 1, Now),
            new CardExpired(22, Million, Now),
            new CardCancelled(22, "anna", "budi", "reason", Rupiah.Zero, Now));

        Assert.Equal(
            [new WaveFigures(21, 1, 1, 0, 0), new WaveFigures(22, 1, 0, 1, 1)], books.Waves.Values);
    }

    [Fact]
    public void The_figures_of_a_provider_follow_from_the_events_of_its_courses()
    {
        var books = Take(
            Redeemed,
            new TrainingCompleted(1, "skill", "skill.excel", 90, Now),
            new CertificateIssued(1, "skill", "skill.excel", "CERT-1", Now),
            new CourseReviewed(1, "skill", "skill.excel", 4, "Bagus", Now),
            new CourseReviewed(1, "skill", "skill.excel", 5, "Bagus", Now),
            Redeemed with { Provider = "other" });

        Assert.Equal(new ProviderFigures(1, 1, 1, 2, 9), books.Providers["skill"]);
        Assert.Equal(new ProviderFigures(1, 0, 0, 0, 0), books.Providers["other"]);
    }

    [Fact]
    public void Every_event_is_counted_by_type_and_events_of_other_actors_move_no_money()
    {
        var books = LedgerRules.Apply(new LedgerState(),
        [
            Logged(1, new LoggedIn()),
            Logged(2, new LoggedIn()),
            new LoggedEvent(
                3, 0, new GrainKey("complaint", "y-1"), "complaint.filed", Now, "not looked at"u8.ToArray()),
        ]);

        Assert.Equal(2, books.EventCounts["participant.logged_in"]);
        Assert.Equal(1, books.EventCounts["complaint.filed"]);
        Assert.Equal(AccountSums.Zero, books.Accounts);
    }

    [Fact]
    public void The_ledgers_of_all_partitions_are_added()
    {
        var together = TreasuryRules.Combine(
        [
            BooksOf(1, Take(Granted, Bought)),
            BooksOf(0, Take(Granted with { Wave = 22 }, new CardLapsed(22, Million, 1, Now), Granted)),
        ]);

        Assert.Equal(Rupiah.Zero, together.Accounts.Total);
        Assert.Equal(new Rupiah(1_750_000), together.Accounts.Balances);
        Assert.Equal(3, together.EventCounts["participant.card_granted"]);
        Assert.Equal([new WaveFigures(21, 2, 0, 0, 0), new WaveFigures(22, 1, 1, 0, 0)], together.Waves);
        Assert.Equal([0, 1], together.Positions.Select(position => position.Partition));
    }

    [Theory]
    [InlineData(7, 7, true)]
    [InlineData(8, 7, true)]
    [InlineData(6, 7, false)]
    public void The_ledger_is_caught_up_when_every_partition_has_reached_the_end_of_its_log(
        long lastEvent, long lastInLog, bool isCaughtUp)
    {
        var figures = TreasuryRules.Combine(
        [
            BooksOf(0, new LedgerState()),
            BooksOf(1, new LedgerState()) with { Position = new LedgerPosition(1, lastEvent, lastInLog) },
        ]);

        Assert.Equal(isCaughtUp, figures.IsCaughtUp);
    }

    private static LedgerState Take(params ParticipantEvent[] events) =>
        LedgerRules.Apply(new LedgerState(), events.Index().Select(e => Logged(e.Index + 1, e.Item)));

    private static LoggedEvent Logged(long number, ParticipantEvent @event) => new(
        number,
        0,
        new GrainKey(ParticipantGrain.TypeName, Siti),
        new EventNames<ParticipantEvent>(ParticipantGrain.TypeName).Of(@event),
        Now,
        JsonSerializer.SerializeToUtf8Bytes(@event, ParticipantJson.Default.ParticipantEvent));

    private static LedgerFigures BooksOf(int partition, LedgerState state) => new(
        state.Accounts, state.EventCounts, [.. state.Waves.Values], new LedgerPosition(partition, 5, 5));

    private static Rupiah On(AccountSums sums, Account account) => account switch
    {
        Account.Treasury => sums.Treasury,
        Account.Balances => sums.Balances,
        Account.Reserved => sums.Reserved,
        Account.Settlement => sums.Settlement,
        _ => sums.Incentives,
    };

    private sealed record Movement(ImmutableArray<Posting> Postings) : IMoneyMovement;
}
