using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>Checks the document of the redraws against a draw.</summary>
internal sealed class RedrawVerifier(
    DrawRoll roll, DrawOrder order, ImmutableArray<ProvinceQuota> quotas, DrawResult draw)
{
    private readonly RedrawSelection selection = new(roll, order, quotas, draw);
    private readonly HashSet<KeyedHash> selected = SelectedOf(roll, draw);

    public void Verify(RedrawDocument redraws)
    {
        for (var i = 0; i < redraws.Rounds.Length; i++)
        {
            var round = redraws.Rounds[i];
            if (round.Round != i + 1) throw new DrawFileDifferenceException($"Redraw {i + 1} has the number {round.Round}.");
            var notTaken = round.NotTaken.Select((place, at) => Read(round.Round, at, place)).ToList();
            var places = notTaken.Select(place => selection.OrderOf(place.Pseudonym)).ToList();
            if (!places.SequenceEqual(places.Order()) || places.Distinct().Count() != places.Count)
                throw new DrawFileDifferenceException($"Redraw {round.Round} does not name its places in the order of the draw.");
            foreach (var place in notTaken) selected.Remove(place.Pseudonym);
            var expected = selection.Redraw(notTaken).Select(record => roll[record].Pseudonym).ToList();
            foreach (var pseudonym in expected) selected.Add(pseudonym);
            var expectedText = expected.Select(pseudonym => Convert.ToHexStringLower(pseudonym.ToBytes())).ToList();
            for (var at = 0; at < Math.Max(expectedText.Count, round.Selected.Length); at++)
            {
                var (found, right) = (round.Selected.ElementAtOrDefault(at), expectedText.ElementAtOrDefault(at));
                if (found != right)
                    throw new DrawFileDifferenceException(
                        $"Redraw {round.Round} selects {found ?? "nobody"} at place {at}; the draw gives {right ?? "nobody"}.");
            }
        }
    }

    private NotTakenPlace Read(int round, int at, PublishedNotTaken place)
    {
        if (place.Pseudonym is not { Length: 2 * KeyedHash.LengthBytes } hex || !hex.All(char.IsAsciiHexDigitLower))
            throw new DrawFileDifferenceException($"Redraw {round}: '{place.Pseudonym}' at place {at} is not a pseudonym.");
        var pseudonym = KeyedHash.FromBytes(Convert.FromHexString(hex));
        if (!selected.Contains(pseudonym))
            throw new DrawFileDifferenceException($"Redraw {round}: {hex} at place {at} was not selected before.");
        return new NotTakenPlace(pseudonym, (NotSelectedReason)place.Reason);
    }

    private static HashSet<KeyedHash> SelectedOf(DrawRoll roll, DrawResult draw)
    {
        var selected = new HashSet<KeyedHash>();
        for (var i = 0; i < roll.Count; i++)
        {
            if (draw.Outcomes[i] == 0) selected.Add(roll[i].Pseudonym);
        }

        return selected;
    }
}
