using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Draws of an earlier version, which stored thresholds and the applications that were set aside.</summary>
public sealed class EarlierDrawTests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];
    private static readonly ProvinceCode JawaBarat = new(32);
    private static readonly ProvinceCode Bali = new(51);

    [Fact]
    public void Everybody_who_was_not_set_aside_took_part_in_the_order_of_the_draw()
    {
        var rows = Enumerable.Range(1, 9)
            .Select(i => Row((ulong)i, household: (ulong)(i / 4), tier: (byte)(1 + (i % 2))))
            .ToList();

        var eligible = EarlierDrawRules.RestoreEligible(rows, Seed, new HashSet<KeyedHash> { Hash(2), Hash(5) });

        Assert.Equal(
            rows.Where(row => row.Entry.Participant != Hash(2) && row.Entry.Participant != Hash(5))
                .OrderBy(row => row.Entry.Tier)
                .ThenBy(row => Ticket.Of(Seed, row.Entry.Participant))
                .Select(row => row.Entry.Participant),
            eligible.Select(entry => entry.Participant));
    }

    [Fact]
    public void A_ticket_wins_in_its_cell_up_to_and_including_the_last_one()
    {
        ImmutableArray<DrawCell> cells = [new DrawCell(JawaBarat, 2, 3, 2, new Ticket(5, 5))];

        Assert.True(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(5, 5)));
        Assert.True(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(5, 4)));
        Assert.True(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(4, 6)));
        Assert.False(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(5, 6)));
        Assert.False(EarlierDrawRules.IsWinner(cells, JawaBarat, 2, new Ticket(6, 0)));
        Assert.False(EarlierDrawRules.IsWinner(cells, JawaBarat, 1, new Ticket(5, 5)));
        Assert.False(EarlierDrawRules.IsWinner(cells, Bali, 2, new Ticket(5, 5)));
    }

    [Theory]
    [InlineData(0, true, NotSelectedReason.QuotaExhausted)]
    [InlineData(1, true, NotSelectedReason.HouseholdFull)]
    [InlineData(1, false, NotSelectedReason.QuotaExhausted)]
    [InlineData(2, false, NotSelectedReason.HouseholdFull)]
    public void A_household_is_full_only_through_recipients(
        int earlierRecipients, bool memberWins, NotSelectedReason expected)
    {
        var rows = new[]
        {
            Row(1, household: 7, earlierRecipients: earlierRecipients),
            Row(2, household: 7, earlierRecipients: earlierRecipients),
        };
        var eligible = EarlierDrawRules.RestoreEligible(rows, Seed, new HashSet<KeyedHash> { Hash(2) });
        ImmutableArray<SetAsideEntry> setAside = [new SetAsideEntry(Hash(2), NotSelectedReason.HouseholdFull)];
        ImmutableArray<DrawCell> cells =
            [new DrawCell(JawaBarat, 2, 1, 1, memberWins ? eligible[0].Ticket : null)];

        var corrected = EarlierDrawRules.CorrectReasons(rows, eligible, setAside, cells, recipientsPerHousehold: 2);

        Assert.Equal([new SetAsideEntry(Hash(2), expected)], corrected);
    }

    private static KeyedHash Hash(ulong number) => new(number * 0x9E3779B97F4A7C15, number);

    private static RollRow Row(ulong participant, ulong household, byte tier = 2, int earlierRecipients = 0) => new(
        new RollEntry(
            21,
            0,
            Hash(participant),
            Hash(1_000_000 + household),
            JawaBarat,
            tier,
            null,
            DateTimeOffset.UnixEpoch),
        earlierRecipients,
        null);
}
