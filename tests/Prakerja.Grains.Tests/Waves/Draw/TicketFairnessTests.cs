using System.Security.Cryptography;
using System.Text;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Over many seeds each member of a cell is selected equally often.</summary>
public sealed class TicketFairnessTests
{
    private const int Seeds = 4_000;
    private const int Members = 20;
    private const int Places = 5;

    /// <summary>
    /// Chi-square with 19 degrees of freedom is above it once in about a million lists of seeds. The list is fixed, so
    /// the test always has the same result.
    /// </summary>
    private const double Bound = 63;

    [Fact]
    public void Each_member_of_a_cell_is_selected_equally_often() =>
        Assert.InRange(ChiSquare(static (roll, seed) => DrawOrder.Of(roll, seed)), 0, Bound);

    [Fact]
    public void A_member_whose_ticket_is_a_little_lower_is_noticed() => Assert.True(
        ChiSquare(static (roll, seed) => Biased(roll, seed, ticket => new Ticket(ticket.High / 4 * 3, ticket.Low)))
        > Bound);

    [Fact]
    public void A_ticket_that_ignores_the_seed_is_noticed() => Assert.True(
        ChiSquare(static (roll, seed) => Biased(roll, seed, _ => new Ticket(1UL << 62, 0))) > Bound);

    private static DrawOrder Biased(DrawRoll roll, byte[] seed, Func<Ticket, Ticket> change)
    {
        var tickets = Enumerable.Range(0, roll.Count).Select(i => Ticket.Of(seed, roll[i].Pseudonym)).ToArray();
        tickets[3] = change(tickets[3]);
        return DrawOrder.Of(roll, tickets);
    }

    private static double ChiSquare(Func<DrawRoll, byte[], DrawOrder> orderOf)
    {
        var roll = Roll(Enumerable.Range(1, Members).Select(i => Record((ulong)i)));
        var selected = new int[Members];
        for (var i = 0; i < Seeds; i++)
        {
            var seed = SHA256.HashData(Encoding.UTF8.GetBytes($"seed {i}"));
            var draw = DrawRules.Draw(roll, orderOf(roll, seed), [Quota(JawaBarat, Places)]);
            for (var member = 0; member < Members; member++) selected[member] += draw.Outcomes[member] == 0 ? 1 : 0;
        }

        // Places are drawn without putting back, so the counts of two members are slightly correlated.
        const double share = (double)Places / Members;
        const double variance = Seeds * share * (1 - share) * Members / (Members - 1);
        return selected.Sum(count => Math.Pow(count - (Seeds * share), 2) / variance);
    }
}
