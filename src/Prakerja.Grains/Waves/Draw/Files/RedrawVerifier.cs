using System.Collections.Immutable;
using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>Checks the document of the redraws against a draw.</summary>
internal sealed class RedrawVerifier(
    DrawRoll roll, DrawOrder order, ImmutableArray<ProvinceQuota> quotas, DrawResult draw)
{
    private readonly RedrawSelection selection = new(roll, order, quotas, draw);

    /// <summary>Checks the document and returns the number of its rounds.</summary>
    /// <exception cref="DrawFileDifferenceException">The first difference.</exception>
    public int Verify(byte[] document, DrawCommitment commitment, string commitmentHash)
    {
        if (document.Length > DrawFile.RedrawBytesMax)
            throw new DrawFileDifferenceException(
                "redraws", $"at most {DrawFile.RedrawBytesMax} bytes", $"{document.Length} bytes");
        var redraws = DrawDocumentReader.ReadRedraws(document);
        if (redraws.Wave != commitment.Wave)
            throw new DrawFileDifferenceException("redraws.wave", commitment.Wave, redraws.Wave);
        if (redraws.Commitment != commitmentHash)
            throw new DrawFileDifferenceException(
                "redraws.commitment", DrawField.Show(commitmentHash), DrawField.Show(redraws.Commitment));
        for (var i = 0; i < redraws.Rounds.Length; i++)
            Verify(redraws.Rounds[i], string.Create(CultureInfo.InvariantCulture, $"redraws.rounds[{i}]"));
        return redraws.Rounds.Length;
    }

    private void Verify(PublishedRound round, string path)
    {
        var notTaken = new List<NotTakenPlace>(round.NotTaken.Length);
        var last = -1;
        foreach (var place in round.NotTaken)
        {
            var where = string.Create(
                CultureInfo.InvariantCulture, $"{path}.notTaken[{notTaken.Count}].pseudonym");
            var pseudonym = KeyedHash.FromBytes(Convert.FromHexString(place.Pseudonym));
            if (!selection.IsSelected(pseudonym))
                throw new DrawFileDifferenceException(where, "one that is selected", place.Pseudonym);
            if (selection.OrderOf(pseudonym) is var at && at <= last)
                throw new DrawFileDifferenceException(
                    where, "the order of tier, ticket and pseudonym", place.Pseudonym);
            last = at;
            notTaken.Add(new NotTakenPlace(pseudonym, (NotSelectedReason)place.Reason));
        }

        var expected =
            selection.Redraw(notTaken).Select(record => DrawRollRules.ToHex(roll[record].Pseudonym)).ToList();
        for (var i = 0; i < Math.Max(expected.Count, round.Selected.Length); i++)
        {
            var right = i < expected.Count ? DrawField.Show(expected[i]) : "nobody";
            var found = i < round.Selected.Length ? DrawField.Show(round.Selected[i]) : "nobody";
            if (right != found)
                throw new DrawFileDifferenceException(
                    string.Create(CultureInfo.InvariantCulture, $"{path}.selected[{i}]"), right, found);
        }
    }
}
