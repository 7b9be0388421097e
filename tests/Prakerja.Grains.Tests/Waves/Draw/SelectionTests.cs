using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rules S1, S2 and E4: each rule of the selection at its boundary (docs/draw.md).</summary>
public sealed class SelectionTests
{
    private const NotSelectedReason Selected = 0;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_household_gets_its_room_over_two_cells(byte room)
    {
        var family = Enumerable.Range(1, 4).Select(i =>
            Record(
                (ulong)i,
                household: 9,
                room: room,
                province: i % 2 == 0 ? JawaBarat : Bali,
                tier: (byte)((i % 2) + 1)));

        var draw = Draw(family, Quota(JawaBarat, 10), Quota(Bali, 10));

        Assert.Equal(room, draw.Outcomes.Count(outcome => outcome == Selected));
        Assert.Equal(4 - room, draw.Outcomes.Count(outcome => outcome == NotSelectedReason.HouseholdFull));
    }

    [Fact]
    public void A_member_that_was_not_selected_takes_no_room_of_the_household()
    {
        var draw = Draw(
            [Record(1, household: 9, room: 1, province: Bali), Record(2, household: 9, room: 1, tier: 2)],
            Quota(JawaBarat, 1));

        Assert.Equal([NotSelectedReason.QuotaExhausted, Selected], draw.Outcomes.Order().Reverse());
    }

    [Fact]
    public void A_full_household_is_named_before_an_exhausted_quota()
    {
        var draw = Draw([Record(1, household: 9, room: 1), Record(2, household: 9, room: 1)], Quota(JawaBarat, 1));

        Assert.Equal([Selected, NotSelectedReason.HouseholdFull], draw.Outcomes.Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(9, 9)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    public void A_province_gives_its_places_and_no_more(int places, int selected)
    {
        var draw = Draw(Enumerable.Range(1, 10).Select(i => Record((ulong)i)), Quota(JawaBarat, places));

        var cell = Assert.Single(draw.Cells);
        Assert.Equal((10, selected), (cell.Standing, cell.Winners));
        Assert.Equal(selected, draw.Outcomes.Count(outcome => outcome == Selected));
        Assert.Equal(selected == 0, cell.LastTicket is null);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    public void A_tier_gets_its_limit_or_what_the_province_has_left(int limit, int selected)
    {
        // Nine places; five applicants of each tier.
        var records = Enumerable.Range(1, 10).Select(i => Record((ulong)i, tier: (byte)((i % 2) + 1)));

        var draw = Draw(records, Quota(JawaBarat, 9, new TierLimit(2, limit)));

        Assert.Equal([5, selected], draw.Cells.Select(cell => cell.Winners));
    }

    [Fact]
    public void A_tier_without_a_limit_is_bounded_by_the_province_only()
    {
        var records = Enumerable.Range(1, 10).Select(i => Record((ulong)i, tier: (byte)((i % 2) + 1)));

        var draw = Draw(records, Quota(JawaBarat, 8, new TierLimit(1, 2)));

        Assert.Equal([2, 5], draw.Cells.Select(cell => cell.Winners));
    }

    [Fact]
    public void A_province_without_a_quota_gives_nothing_and_its_cells_are_listed()
    {
        var draw = Draw([Record(1, province: Bali), Record(2, province: Bali, tier: 2)], Quota(JawaBarat, 5));

        Assert.All(draw.Outcomes, outcome => Assert.Equal(NotSelectedReason.QuotaExhausted, outcome));
        Assert.Equal([1, 1], draw.Ranks);
        Assert.Equal([1, 2], draw.Cells.Select(cell => (int)cell.Tier));
        Assert.All(draw.Cells, cell => Assert.Equal((1, 0, null), (cell.Standing, cell.Winners, cell.LastTicket)));
    }

    [Fact]
    public void A_cell_of_which_nobody_takes_part_is_not_listed()
    {
        var draw = Draw(
            [Record(1), Record(2, tier: 2, reason: NotSelectedReason.TestFailed)], Quota(JawaBarat, 5), Quota(Bali, 3));

        var cell = Assert.Single(draw.Cells);
        Assert.Equal((JawaBarat, 1), (cell.Province.Value, cell.Tier));
    }

    [Fact]
    public void An_empty_roll_has_no_cell() => Assert.Empty(Draw([], Quota(JawaBarat, 5)).Cells);

    [Fact]
    public void A_record_that_does_not_take_part_keeps_its_reason_and_has_no_rank()
    {
        var reasons = new[]
        {
            NotSelectedReason.ProhibitedOccupation, NotSelectedReason.ReceivedOtherAid,
            NotSelectedReason.AlreadyRecipient, NotSelectedReason.IdentityMismatch, NotSelectedReason.TestFailed,
        };
        var records =
            reasons.Select((reason, i) => Record((ulong)i, reason: reason)).OrderBy(record => record.Pseudonym)
            .ToList();

        var draw = Draw(records, Quota(JawaBarat, 10));

        Assert.Equal(records.Select(record => record.Reason), draw.Outcomes);
        Assert.All(draw.Ranks, rank => Assert.Equal(0, rank));
    }

    [Fact]
    public void Equal_tickets_are_ordered_by_pseudonym()
    {
        var roll = Roll(Enumerable.Range(1, 50).Select(i => Record((ulong)i)));
        var same = new Ticket(7, 7);

        var order = DrawOrder.Of(roll, [.. Enumerable.Repeat(same, roll.Count)]);
        var draw = DrawRules.Draw(roll, order, [Quota(JawaBarat, 20)]);

        Assert.Equal(Enumerable.Range(0, 50), order.Places.ToArray());
        Assert.All(draw.Outcomes[..20], outcome => Assert.Equal(Selected, outcome));
        Assert.All(draw.Outcomes[20..], outcome => Assert.Equal(NotSelectedReason.QuotaExhausted, outcome));
        Assert.Equal(Enumerable.Range(1, 50), draw.Ranks);
        Assert.Equal(same, Assert.Single(draw.Cells).LastTicket);
    }

    [Theory]
    [InlineData(1UL << 8, 0UL)] // the sort key holds this bit
    [InlineData(1UL, 0UL)] // the lowest bits of the upper half are compared afterwards
    [InlineData(0UL, 1UL)]
    public void Tickets_that_differ_in_one_bit_are_ordered_by_it(ulong high, ulong low)
    {
        var roll = Roll([Record(1), Record(2), Record(3)]);

        var order = DrawOrder.Of(roll, [new Ticket(high, low), new Ticket(0, 0), new Ticket(high, low)]);

        Assert.Equal([1, 0, 2], order.Places.ToArray());
    }

    [Fact]
    public void The_tier_comes_before_the_ticket()
    {
        var roll = Roll([Record(1, tier: 2), Record(2, tier: 255), Record(3, tier: 1)]);
        var tickets = new[] { new Ticket(0, 0), new Ticket(1, 0), new Ticket(ulong.MaxValue, ulong.MaxValue) };

        var order = DrawOrder.Of(roll, tickets).Places.ToArray();

        Assert.Equal([1, 2, 255], order.Select(place => (int)roll[place].Tier));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_order()
    {
        var roll = Roll(Enumerable.Range(1, 20_000).Select(i => Record((ulong)i)));

        Assert.Equal(DrawOrder.Of(roll, Seed).Places.ToArray(), DrawOrder.Of(roll, Seed, 4).Places.ToArray());
    }

    [Fact]
    public void A_ticket_is_the_documented_hash()
    {
        var record = Record(5);
        byte[] text = [.. Seed, .. record.Pseudonym.ToBytes()];

        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(text))[..32],
            Ticket.Of(Seed, record.Pseudonym).ToHex());
    }
}
