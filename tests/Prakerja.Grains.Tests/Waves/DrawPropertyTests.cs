using System.Collections.Immutable;
using CsCheck;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.Rolls;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rule S1 for any roll: the same for any order and number of partitions, and within every limit.</summary>
public sealed class DrawPropertyTests
{
    private static readonly int Rolls = Samples.Of(5_000);

    private static readonly Gen<(RollRow[] Rows, ImmutableArray<ProvinceQuota> Quotas)> AnyDraw =
        Gen.Select(AnyRoll, AnyQuotas);

    [Fact]
    public void The_order_of_the_roll_and_the_number_of_partitions_change_nothing() =>
        (from draw in AnyDraw
         from partitions in Gen.Int[2, 16]
         from order in Gen.Shuffle(draw.Rows)
         select (draw.Rows, draw.Quotas, partitions, order)).Sample(
            static draw => Draw(draw.Rows, draw.Quotas).Text == Draw(draw.order, draw.Quotas, draw.partitions).Text,
            iter: Rolls);

    [Fact]
    public void Every_applicant_on_the_roll_wins_or_has_a_reason() => AnyDraw.Sample(
        static draw =>
        {
            var drawn = Draw(draw.Rows, draw.Quotas, 4);
            Assert.Equal(
                draw.Rows.Select(row => row.Entry.Participant).Order(),
                drawn.Winners.Concat(drawn.Reasons.Keys).Order());
        },
        iter: Rolls);

    [Fact]
    public void No_province_tier_or_household_exceeds_its_limit() => AnyDraw.Sample(
        static draw =>
        {
            var drawn = Draw(draw.Rows, draw.Quotas, 4);
            var winners = draw.Rows.Where(row => drawn.Winners.Contains(row.Entry.Participant)).ToList();
            foreach (var province in winners.GroupBy(row => row.Entry.Province))
            {
                var quota = draw.Quotas.Single(quota => quota.Province == province.Key);
                Assert.True(province.Count() <= quota.Places);
                Assert.All(quota.TierPlaces, limit =>
                    Assert.True(province.Count(row => row.Entry.Tier == limit.Tier) <= limit.Places));
            }

            Assert.All(winners.GroupBy(row => row.Entry.Household), household =>
                Assert.True(household.Count() + household.First().EarlierRecipients <= 2));
            Assert.DoesNotContain(winners, row => row.Entry.SetAside is not null || row.ExcludedBy is not null);
        },
        iter: Rolls);

    [Fact]
    public void The_cells_state_the_numbers_of_applicants_and_winners() => AnyDraw.Sample(
        static draw =>
        {
            var drawn = Draw(draw.Rows, draw.Quotas, 3);
            var split = Split(draw.Rows);
            Assert.Equal(drawn.Winners.Count, drawn.Cells.Sum(cell => cell.Winners));
            Assert.Equal(split.Eligible.Length, drawn.Cells.Sum(cell => cell.Standing));
        },
        iter: Rolls);

    [Fact]
    public void The_winners_equal_those_of_a_simple_draw_by_hand() => AnyDraw.Sample(
        static draw => Assert.Equal(ByHand(draw.Rows, draw.Quotas), Draw(draw.Rows, draw.Quotas, 5).Winners),
        iter: Rolls);

    [Fact]
    public void A_household_reported_as_full_is_full() => AnyDraw.Sample(
        static draw =>
        {
            var drawn = Draw(draw.Rows, draw.Quotas, 4);
            foreach (var row in draw.Rows)
            {
                if (drawn.Reasons.GetValueOrDefault(row.Entry.Participant) != NotSelectedReason.HouseholdFull) continue;
                var recipients = row.EarlierRecipients + draw.Rows.Count(other =>
                    other.Entry.Household == row.Entry.Household && drawn.Winners.Contains(other.Entry.Participant));
                Assert.True(recipients >= 2);
            }
        },
        iter: Rolls);

    /// <summary>Draws by hand: one urn for each province and tier, one ticket at a time.</summary>
    private static SortedSet<KeyedHash> ByHand(RollRow[] rows, ImmutableArray<ProvinceQuota> quotas)
    {
        var slips = rows.Where(row => row.Entry.SetAside is null && row.ExcludedBy is null)
            .OrderBy(row => row.Entry.Tier).ThenBy(row => Ticket.Of(Seed, row.Entry.Participant)).ToList();
        var inUrn = new List<RollRow>();
        foreach (var slip in slips)
        {
            var before = inUrn.Count(other => other.Entry.Household == slip.Entry.Household);
            if (before + slip.EarlierRecipients < 2) inUrn.Add(slip);
        }

        var winners = new SortedSet<KeyedHash>();
        foreach (var quota in quotas)
        {
            var left = quota.Places;
            foreach (var tier in new byte[] { 1, 2 })
            {
                var limit = quota.TierPlaces.Where(limit => limit.Tier == tier).Select(limit => limit.Places)
                    .DefaultIfEmpty(int.MaxValue).Single();
                foreach (var slip in inUrn)
                {
                    if (slip.Entry.Province != quota.Province || slip.Entry.Tier != tier) continue;
                    if (left == 0 || limit == 0) break;
                    winners.Add(slip.Entry.Participant);
                    left--;
                    limit--;
                }
            }
        }

        return winners;
    }
}
