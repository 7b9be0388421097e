using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Puts stored rounds of redraws into the order of their document (docs/draw.md). The store keeps a row for each
/// pseudonym and gives them in that order: the order of the draw follows from the seed, so it is stored nowhere.
/// </summary>
public static class PublishedRedraws
{
    /// <summary>
    /// Orders the places that were not taken by tier, ticket and pseudonym, and the selected applications by the places
    /// that they got. Counters only grow within a round, so each place went to the first that fits of those selected.
    /// </summary>
    /// <param name="records">The record of each pseudonym in the rounds.</param>
    /// <exception cref="InvalidOperationException">A selected application fits no place.</exception>
    public static ImmutableArray<RedrawRound> Order(
        ImmutableArray<RedrawRound> rounds, byte[] seed, IReadOnlyDictionary<KeyedHash, DrawRecord> records)
    {
        return [.. rounds.Select(Order)];

        RedrawRound Order(RedrawRound round)
        {
            var places = round.NotTaken.OrderBy(place => KeyOf(place.Pseudonym)).ToImmutableArray();
            var left = round.Selected.Order(Comparer<KeyedHash>.Create((a, b) => KeyOf(a).CompareTo(KeyOf(b))))
                .Select(pseudonym => records[pseudonym])
                .GroupBy(record => record.Province)
                .ToDictionary(province => province.Key, province => province.ToList());
            var selected = ImmutableArray.CreateBuilder<KeyedHash>();
            foreach (var place in places)
            {
                var record = records[place.Pseudonym];
                if (!left.TryGetValue(record.Province, out var candidates)) continue;
                var at = candidates.FindIndex(candidate => candidate.Tier >= record.Tier);
                if (at < 0) continue;
                selected.Add(candidates[at].Pseudonym);
                candidates.RemoveAt(at);
            }

            return selected.Count == round.Selected.Length
                ? new RedrawRound(places, selected.ToImmutable())
                : throw new InvalidOperationException("A stored redraw selected an application that fits no place.");
        }

        (byte Tier, Ticket Ticket, KeyedHash Pseudonym) KeyOf(KeyedHash pseudonym) =>
            (records[pseudonym].Tier, Ticket.Of(seed, pseudonym), pseudonym);
    }
}
