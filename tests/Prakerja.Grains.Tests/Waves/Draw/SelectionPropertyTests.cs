using CsCheck;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>The selection and the redraws of any roll, against the naive ones.</summary>
public sealed class SelectionPropertyTests
{
    private static readonly int Rolls = Samples.Of(3_000);

    [Fact]
    public void The_draw_equals_the_naive_draw() => Gen.Select(AnyRecords, AnyQuotas).Sample(
        static (records, quotas) =>
        {
            var naive = new NaiveDraw(records, quotas, Seed);
            var draw = Draw(records, quotas);
            for (var i = 0; i < records.Length; i++)
            {
                var takesPart = records[i].TakesPart;
                Assert.Equal(
                    takesPart ? naive.Outcomes[records[i].Pseudonym] : (int)records[i].Reason, (int)draw.Outcomes[i]);
                Assert.Equal(takesPart ? naive.RankOf(records[i]) : 0, draw.Ranks[i]);
            }

            var cells = records.Where(record => record.TakesPart)
                .GroupBy(record => (record.Province, record.Tier)).OrderBy(cell => cell.Key)
                .Select(cell => (
                    cell.Key.Province,
                    cell.Key.Tier,
                    cell.Count(),
                    cell.Count(record => naive.Outcomes[record.Pseudonym] == 0),
                    cell.Where(record => naive.Outcomes[record.Pseudonym] == 0)
                        .Select(record => (Ticket?)Ticket.Of(Seed, record.Pseudonym)).Max()));
            Assert.Equal(cells, draw.Cells.Select(cell =>
                (cell.Province.Value, cell.Tier, cell.Standing, cell.Winners, cell.LastTicket)));
        },
        iter: Rolls);

    [Fact]
    public void Redraws_equal_the_naive_redraws() => Gen.Select(AnyRecords, AnyQuotas, Gen.Int[0, 1 << 20]).Sample(
        static (records, quotas, choice) =>
        {
            var naive = new NaiveDraw(records, quotas, Seed);
            var roll = Roll(records);
            var order = DrawOrder.Of(roll, Seed);
            var draw = DrawRules.Draw(roll, order, quotas);
            var rounds = new List<IReadOnlyList<NotTakenPlace>>();
            for (var round = 0; round < 3; round++)
            {
                var lost = naive.Selected.Where((_, i) => ((choice >> (i % 20)) + round) % 3 == 0)
                    .Select((record, i) => new NotTakenPlace(
                        record.Pseudonym,
                        i % 2 == 0 ? NotSelectedReason.AlreadyRecipient : NotSelectedReason.HouseholdFull));
                rounds.Add(naive.InOrder(lost));
                var expected = naive.Redraw(rounds[^1]);
                var selected = RedrawLast(roll, order, quotas, draw, rounds);
                Assert.Equal(expected, selected.Select(record => roll[record].Pseudonym));
            }
        },
        iter: Rolls);

    [Fact]
    public void The_samples_hold_every_outcome()
    {
        var seen = new HashSet<int>();
        Gen.Select(AnyRecords, AnyQuotas).Sample(
            (records, quotas) =>
            {
                foreach (var outcome in Draw(records, quotas).Outcomes) seen.Add((int)outcome);
            },
            iter: 200,
            threads: 1);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], seen.Order());
    }
}
