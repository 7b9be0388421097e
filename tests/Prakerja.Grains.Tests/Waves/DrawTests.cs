using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.Rolls;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rules S1, S2, E2, E3 and E4: the winners, and the reasons of all others.</summary>
public sealed class DrawTests
{
    [Fact]
    public void A_province_gives_its_places_to_the_lowest_tickets()
    {
        var rows = Enumerable.Range(1, 10).Select(i => Row((ulong)i)).ToList();
        var expected = rows.Select(row => row.Entry.Participant).OrderBy(hash => Ticket.Of(Seed, hash)).Take(4);

        var drawn = Draw(rows, [Quota(JawaBarat, 4)]);

        Assert.Equal(expected.Order(), drawn.Winners);
        Assert.All(drawn.Reasons.Values, reason => Assert.Equal(NotSelectedReason.QuotaExhausted, reason));
        var cell = Assert.Single(drawn.Cells);
        Assert.Equal((JawaBarat, (byte)2, 10, 4), (cell.Province, cell.Tier, cell.Standing, cell.Winners));
        Assert.Equal(drawn.Winners.Max(hash => Ticket.Of(Seed, hash)), cell.LastTicket);
    }

    [Fact]
    public void Every_applicant_wins_when_there_are_enough_places()
    {
        var drawn = Draw([Row(1), Row(2)], [Quota(JawaBarat, 3)]);

        Assert.Equal(2, drawn.Winners.Count);
        Assert.Equal(2, Assert.Single(drawn.Cells).Winners);
    }

    [Fact]
    public void A_province_without_places_gives_none()
    {
        var drawn = Draw([Row(1), Row(2, province: Bali)], [Quota(JawaBarat, 0)]);

        Assert.Empty(drawn.Winners);
        Assert.All(drawn.Cells, cell => Assert.Equal((1, 0, null), (cell.Standing, cell.Winners, cell.LastTicket)));
        Assert.Equal([JawaBarat, Bali], drawn.Cells.Select(cell => cell.Province));
    }

    [Fact]
    public void Each_province_uses_only_its_own_places()
    {
        var rows = Enumerable.Range(1, 12).Select(i => Row((ulong)i, province: i % 2 == 0 ? Jakarta : JawaBarat));

        var drawn = Draw([.. rows], [Quota(Jakarta, 2), Quota(JawaBarat, 5)]);

        Assert.Equal([(Jakarta, 2), (JawaBarat, 5)], drawn.Cells.Select(cell => (cell.Province, cell.Winners)));
    }

    [Fact]
    public void The_first_tier_wins_before_the_second()
    {
        var rows = Enumerable.Range(1, 10).Select(i => Row((ulong)i, tier: (byte)(i <= 3 ? 1 : 2))).ToList();

        var drawn = Draw(rows, [Quota(JawaBarat, 5)]);

        Assert.Equal([(1, 3, 3), (2, 7, 2)], drawn.Cells.Select(cell => ((int)cell.Tier, cell.Standing, cell.Winners)));
        Assert.Superset(rows.Take(3).Select(row => row.Entry.Participant).ToHashSet(), drawn.Winners.ToHashSet());
    }

    [Fact]
    public void A_first_tier_larger_than_the_places_leaves_no_place_for_the_second()
    {
        var rows = Enumerable.Range(1, 10).Select(i => Row((ulong)i, tier: (byte)(i <= 6 ? 1 : 2)));

        var drawn = Draw([.. rows], [Quota(JawaBarat, 4)]);

        Assert.Equal([4, 0], drawn.Cells.Select(cell => cell.Winners));
    }

    [Theory]
    [InlineData(2, 10, 2, 3)] // the first tier's limit; the second takes what is left
    [InlineData(10, 1, 4, 1)]
    [InlineData(2, 1, 2, 1)] // places may stay empty
    [InlineData(0, 10, 0, 5)]
    public void The_limit_of_a_tier_also_holds(int first, int second, int firstWins, int secondWins)
    {
        var rows = Enumerable.Range(1, 12).Select(i => Row((ulong)i, tier: (byte)(i <= 4 ? 1 : 2)));

        var drawn = Draw([.. rows], [Quota(JawaBarat, 5, new TierLimit(1, first), new TierLimit(2, second))]);

        Assert.Equal([firstWins, secondWins], drawn.Cells.Select(cell => cell.Winners));
    }

    [Fact]
    public void A_tier_without_a_limit_is_limited_only_by_the_places()
    {
        var rows = Enumerable.Range(1, 12).Select(i => Row((ulong)i, tier: (byte)(i <= 4 ? 1 : 2)));

        var drawn = Draw([.. rows], [Quota(JawaBarat, 7, new TierLimit(1, 1))]);

        Assert.Equal([1, 6], drawn.Cells.Select(cell => cell.Winners));
    }

    [Fact]
    public void At_most_two_applicants_of_a_household_take_part_in_the_draw()
    {
        var rows = Enumerable.Range(1, 5).Select(i => Row((ulong)i, household: 7)).ToList();
        var lowest = rows.Select(row => row.Entry.Participant).OrderBy(hash => Ticket.Of(Seed, hash)).Take(2);

        var drawn = Draw(rows, [Quota(JawaBarat, 100)]);

        Assert.Equal(lowest.Order(), drawn.Winners);
        Assert.All(drawn.Reasons.Values, reason => Assert.Equal(NotSelectedReason.HouseholdFull, reason));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    public void Earlier_recipients_of_the_household_count(int earlier, int winners)
    {
        var rows = Enumerable.Range(1, 4).Select(i => Row((ulong)i, household: 7, earlierRecipients: earlier));

        Assert.Equal(winners, Draw([.. rows], [Quota(JawaBarat, 100)]).Winners.Count);
    }

    [Fact]
    public void Applicants_of_the_first_tier_come_first_within_a_household()
    {
        var rows = new[] { Row(1, 7, tier: 2), Row(2, 7, tier: 2), Row(3, 7, tier: 1), Row(4, 7, tier: 1) };

        var drawn = Draw(rows, [Quota(JawaBarat, 100)]);

        Assert.Equal(new[] { Hash(3), Hash(4) }.Order(), drawn.Winners);
    }

    [Fact]
    public void A_household_is_full_only_when_its_slots_were_taken()
    {
        // Two of the household stand in a province without places; the third waited behind them.
        var rows = Enumerable.Range(1, 3).Select(i => Row((ulong)i, household: 7, province: Bali)).ToList();

        var drawn = Draw(rows, [Quota(JawaBarat, 100)]);

        Assert.Empty(drawn.Winners);
        Assert.All(drawn.Reasons.Values, reason => Assert.Equal(NotSelectedReason.QuotaExhausted, reason));
        Assert.Equal(
            NotSelectedReason.HouseholdFull, Assert.Single(Split(rows).SetAside).Reason);
    }

    [Theory]
    [InlineData(0, 1, NotSelectedReason.QuotaExhausted)]
    [InlineData(1, 1, NotSelectedReason.HouseholdFull)]
    [InlineData(0, 2, NotSelectedReason.HouseholdFull)]
    [InlineData(2, 0, NotSelectedReason.HouseholdFull)]
    public void Winners_and_earlier_recipients_together_fill_a_household(
        int earlier, int places, NotSelectedReason reason)
    {
        var rows = Enumerable.Range(1, 3)
            .Select(i => Row((ulong)i, household: 7, earlierRecipients: earlier)).ToList();
        var last = Split(rows).SetAside[^1].Participant;

        Assert.Equal(reason, Draw(rows, [Quota(JawaBarat, places)]).Reasons[last]);
    }

    [Theory]
    [InlineData(ClaimKind.ExcludedStateOfficial, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedCouncilMember, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedCivilServant, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedMilitary, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedPolice, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedVillageOfficial, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedStateCompanyOfficer, NotSelectedReason.ProhibitedOccupation)]
    [InlineData(ClaimKind.ExcludedWelfareRecipient, NotSelectedReason.ReceivedOtherAid)]
    [InlineData(ClaimKind.ExcludedWageSubsidyRecipient, NotSelectedReason.ReceivedOtherAid)]
    [InlineData(ClaimKind.ExcludedMicroBusinessGrantRecipient, NotSelectedReason.ReceivedOtherAid)]
    [InlineData(ClaimKind.ExcludedIdentityMismatch, NotSelectedReason.IdentityMismatch)]
    public void An_applicant_on_an_exclusion_list_is_set_aside_with_the_reason_of_the_list(
        ClaimKind list, NotSelectedReason reason)
    {
        var drawn = Draw([Row(1, excludedBy: list), Row(2)], [Quota(JawaBarat, 2)]);

        Assert.Equal([Hash(2)], drawn.Winners);
        Assert.Equal(reason, drawn.Reasons[Hash(1)]);
        Assert.Equal(1, Assert.Single(drawn.Cells).Standing);
    }

    [Fact]
    public void Every_exclusion_list_has_a_reason() => Assert.All(
        Enum.GetValues<ClaimKind>().Where(kind => kind.ToString().StartsWith("Excluded", StringComparison.Ordinal)),
        list => Assert.Single(Split([Row(1, excludedBy: list)]).SetAside));

    [Fact]
    public void A_reason_known_at_the_join_comes_before_a_list()
    {
        var drawn = Draw(
            [Row(1, setAside: NotSelectedReason.TestFailed, excludedBy: ClaimKind.ExcludedPolice)],
            [Quota(JawaBarat, 1)]);

        Assert.Equal(NotSelectedReason.TestFailed, drawn.Reasons[Hash(1)]);
    }

    [Fact]
    public void An_applicant_who_is_set_aside_takes_no_household_slot()
    {
        var rows = new[]
        {
            Row(1, 7, excludedBy: ClaimKind.ExcludedPolice), Row(2, 7, setAside: NotSelectedReason.TestFailed),
            Row(3, 7), Row(4, 7),
        };

        Assert.Equal(new[] { Hash(3), Hash(4) }.Order(), Draw(rows, [Quota(JawaBarat, 4)]).Winners);
    }

    [Fact]
    public void A_second_preparation_with_the_known_exclusions_gives_the_same_candidates()
    {
        var rows = Enumerable.Range(1, 9).Select(i => Row((ulong)i, household: (ulong)(i / 4))).ToList();
        var first = Split(rows);

        // Since then a list grew and the household got a recipient; the draw does not change for it.
        var changed = rows.Select(row => row with
        {
            ExcludedBy = ClaimKind.ExcludedPolice,
            EarlierRecipients = 2,
        });
        var again = EarlierDrawRules.RestoreSplit(
            changed, Seed, first.SetAside.Select(entry => entry.Participant).ToHashSet());

        Assert.Equal(
            first.Eligible.Select(entry => (entry.Participant, entry.Ticket)),
            again.Eligible.Select(entry => (entry.Participant, entry.Ticket)));
        Assert.Empty(again.SetAside);
    }

    [Fact]
    public void A_partition_returns_its_lowest_tickets_in_order_and_no_more_than_could_win()
    {
        var rows = Enumerable.Range(1, 9).Select(i => Row((ulong)i)).Append(Row(10, province: Bali, tier: 1))
            .Append(Row(11, province: Jakarta));

        var cells = EarlierDrawRules.Cells(Split(rows).Eligible, [Quota(JawaBarat, 3), Quota(Jakarta, 5)]);

        Assert.Equal(
            [(Jakarta, 2, 1, 1), (JawaBarat, 2, 9, 3), (Bali, 1, 1, 0)],
            cells.Select(cell => (cell.Province, (int)cell.Tier, cell.Standing, cell.Lowest.Length)));
        Assert.Equal(cells[1].Lowest.Order(), cells[1].Lowest);
        Assert.Equal(Split(rows).Eligible.Where(entry => entry.Province == JawaBarat).Min(entry => entry.Ticket),
            cells[1].Lowest[0]);
    }

    [Fact]
    public void Cells_are_sorted_by_province_and_then_by_tier()
    {
        var rows = new[]
        {
            Row(1, province: Bali), Row(
                2, tier: 2), Row(3, tier: 1), Row(4, province: Jakarta), Row(5, province: Bali, tier: 1),
        };

        var cells = EarlierDrawRules.Cells(Split(rows).Eligible, [Quota(JawaBarat, 3)]);

        Assert.Equal(
            [(Jakarta, 2), (JawaBarat, 1), (JawaBarat, 2), (Bali, 1), (Bali, 2)],
            cells.Select(cell => (cell.Province, (int)cell.Tier)));
    }

    [Fact]
    public void A_ticket_wins_in_its_cell_up_to_and_including_the_cutoff()
    {
        var line = new Ticket(5, 5);
        var cells = EarlierDrawRules.Draw(
            [new PartitionCell(JawaBarat, 2, 3, [new Ticket(1, 9), line])], [Quota(JawaBarat, 2)]);

        Assert.True(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, line));
        Assert.True(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(5, 4)));
        Assert.True(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(4, 6)));
        Assert.False(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(5, 6)));
        Assert.False(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(6, 0)));
        Assert.False(EarlierDrawRules.IsWinner(cells, JawaBarat, 1, line));
        Assert.False(EarlierDrawRules.IsWinner(cells, Bali, 2, line));
    }

    [Fact]
    public void A_ticket_is_the_first_half_of_the_hash_of_seed_and_participant()
    {
        // printf '\0\1…' | sha256sum: the seed's 3 bytes, then the participant's 16.
        var participant = new KeyedHash(0x0102030405060708, 0x090A0B0C0D0E0F10);
        byte[] text = [0xAA, 0xBB, 0xCC, .. participant.ToBytes()];
        var digest = System.Security.Cryptography.SHA256.HashData(text);

        var ticket = Ticket.Of([0xAA, 0xBB, 0xCC], participant);

        Assert.Equal(Convert.ToHexString(digest)[..32], $"{ticket.High:X16}{ticket.Low:X16}");
        Assert.NotEqual(ticket, Ticket.Of([0xAA, 0xBB, 0xCD], participant));
    }

    [Fact]
    public void Tickets_are_ordered_by_their_high_half_first()
    {
        Ticket[] ascending = [new(0, 0), new(0, 1), new(0, ulong.MaxValue), new(1, 0), new(ulong.MaxValue, 0)];

        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
            {
                Assert.Equal(i < j, ascending[i] < ascending[j]);
                Assert.Equal(i > j, ascending[i] > ascending[j]);
                Assert.Equal(i <= j, ascending[i] <= ascending[j]);
                Assert.Equal(i >= j, ascending[i] >= ascending[j]);
            }
        }
    }
}
