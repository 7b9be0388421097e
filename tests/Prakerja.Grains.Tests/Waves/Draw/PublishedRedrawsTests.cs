using System.Collections.Immutable;
using CsCheck;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>The store gives the rounds by pseudonym; their document has the order of the draw.</summary>
public sealed class PublishedRedrawsTests
{
    [Fact]
    public void A_stored_round_gets_the_order_in_which_it_was_drawn() =>
        Gen.Select(AnyRecords, AnyQuotas, Gen.Int[2, 4]).Sample((records, quotas, share) =>
        {
            var roll = Roll(records);
            var order = DrawOrder.Of(roll, Seed);
            var draw = DrawRules.Draw(roll, order, quotas);
            var notTaken = order.Places.ToArray()
                .Where((record, i) => draw.Outcomes[record] == 0 && i % share != 0)
                .Select((record, i) => new NotTakenPlace(
                    roll[record].Pseudonym,
                    i % 2 == 0 ? NotSelectedReason.AlreadyRecipient : NotSelectedReason.HouseholdFull))
                .ToImmutableArray();
            ImmutableArray<KeyedHash> selected =
            [
                .. RedrawLast(roll, order, quotas, draw, [notTaken]).Select(record => roll[record].Pseudonym),
            ];
            var stored = new RedrawRound(
                [.. notTaken.OrderBy(place => place.Pseudonym)], [.. selected.Order()]);

            var published = PublishedRedraws.Order(
                [stored], Seed, records.ToDictionary(record => record.Pseudonym)).Single();

            return published.NotTaken.SequenceEqual(notTaken) && published.Selected.SequenceEqual(selected);
        });
}
