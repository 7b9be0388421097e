using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Places that were not taken go to the next tickets (docs/draw.md).</summary>
public sealed class RedrawTests
{
    private const NotSelectedReason Recipient = NotSelectedReason.AlreadyRecipient;
    private const NotSelectedReason Full = NotSelectedReason.HouseholdFull;

    [Fact]
    public void A_place_goes_to_the_next_ticket_of_the_cell()
    {
        var wave = new Wave(Enumerable.Range(1, 5).Select(i => Record((ulong)i)), Quota(JawaBarat, 2));

        Assert.Equal([2], wave.Redraw([(0, Recipient)]));
    }

    [Fact]
    public void Several_places_go_to_the_next_tickets_in_order()
    {
        var wave = new Wave(Enumerable.Range(1, 5).Select(i => Record((ulong)i)), Quota(JawaBarat, 3));

        Assert.Equal([3, 4], wave.Redraw([(0, Recipient), (1, Recipient), (2, Recipient)]));
    }

    [Fact]
    public void A_later_round_may_take_the_place_of_an_earlier_one_again()
    {
        var wave = new Wave(Enumerable.Range(1, 5).Select(i => Record((ulong)i)), Quota(JawaBarat, 2));

        Assert.Equal([3], wave.Redraw([(0, Recipient)], [(2, Recipient)]));
    }

    [Fact]
    public void Nobody_is_selected_when_nobody_is_left()
    {
        var wave = new Wave([Record(1)], Quota(JawaBarat, 1));

        Assert.Empty(wave.Redraw([(0, Recipient)]));
    }

    [Fact]
    public void A_place_goes_to_a_later_tier_but_never_to_an_earlier_one()
    {
        // The household of the first tier has room for one of its two members.
        var wave = new Wave(
            [
                Record(1, household: 9, room: 1), Record(2, household: 9, room: 1),
                Record(3, tier: 2), Record(4, tier: 2),
            ],
            Quota(JawaBarat, 2));

        Assert.Equal([3], wave.Redraw([(2, Recipient)])); // of the second tier, and the first has a record left
        Assert.Equal([1], wave.Redraw([(0, Recipient)])); // its own household has room again
    }

    [Fact]
    public void A_place_never_goes_to_another_province()
    {
        var wave = new Wave([Record(1), Record(2, province: Bali, tier: 2)], Quota(JawaBarat, 1), Quota(Bali, 0));

        Assert.Empty(wave.Redraw([(0, Recipient)]));
    }

    [Fact]
    public void The_limit_of_a_tier_holds()
    {
        var wave = new Wave(
            [Record(1), Record(2, tier: 2), Record(3, tier: 2)], Quota(JawaBarat, 2, new TierLimit(2, 1)));

        Assert.Empty(wave.Redraw([(0, Recipient)]));
        Assert.Equal([2], wave.Redraw([(1, Recipient)]));
    }

    [Fact]
    public void A_household_that_is_full_gets_no_further_place()
    {
        var wave = new Wave(
            [Record(1, household: 9), Record(2, household: 9), Record(3, household: 9), Record(4, tier: 2)],
            Quota(JawaBarat, 1));

        Assert.Equal([1], wave.Redraw([(0, Recipient)]));
        Assert.Equal([3], wave.Redraw([(0, Full)]));
    }

    [Fact]
    public void A_household_stays_full_in_later_rounds()
    {
        var wave = new Wave(
            [Record(1, household: 9), Record(2, household: 9), Record(3, tier: 2), Record(4, tier: 2)],
            Quota(JawaBarat, 1));

        Assert.Equal([3], wave.Redraw([(0, Full)], [(2, Recipient)]));
    }

    [Fact]
    public void Members_that_were_selected_already_stay_selected()
    {
        var wave = new Wave(
            [Record(1, household: 9), Record(2, household: 9), Record(3, tier: 2)], Quota(JawaBarat, 2));

        Assert.Equal([2], wave.Redraw([(0, Full)]));
        Assert.Empty(wave.Redraw([(0, Full)], [(1, Recipient)]));
    }

    [Fact]
    public void All_places_of_a_round_are_free_before_the_first_is_given()
    {
        // Both winners belong to a household with room for two. The third member can follow when one place is free.
        var wave = new Wave(
            [Record(1, household: 9), Record(2, household: 9), Record(3, household: 9)], Quota(JawaBarat, 2));

        Assert.Equal([2], wave.Redraw([(0, Recipient), (1, Recipient)]));
    }

    /// <summary>A wave whose tickets have the order of the records as they are given.</summary>
    private sealed class Wave
    {
        private readonly List<DrawRecord> records;
        private readonly ImmutableArray<ProvinceQuota> quotas;
        private readonly DrawRoll roll;
        private readonly DrawOrder order;

        public Wave(IEnumerable<DrawRecord> given, params ImmutableArray<ProvinceQuota> quotas)
        {
            records = [.. given];
            this.quotas = quotas;
            roll = Roll(records);
            var tickets = new Ticket[roll.Count];
            for (var i = 0; i < tickets.Length; i++) tickets[i] = new Ticket((ulong)NumberOf(i), 0);
            order = DrawOrder.Of(roll, tickets);
        }

        /// <summary>The records selected in the last round.</summary>
        public ImmutableArray<int> Redraw(params IEnumerable<(int Record, NotSelectedReason Reason)>[] rounds) =>
        [
            .. RedrawLast(
                roll,
                order,
                quotas,
                DrawRules.Draw(roll, order, quotas),
                [.. rounds.Select(round => round.Select(lost =>
                    new NotTakenPlace(records[lost.Record].Pseudonym, lost.Reason)).ToList())]).Select(NumberOf),
        ];

        private int NumberOf(int place)
        {
            var pseudonym = roll[place].Pseudonym;
            return records.FindIndex(record => record.Pseudonym == pseudonym);
        }
    }
}
