using Prakerja.Grains.Caching;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Makes the documents of redraws from the stored rounds. A document needs a search for each of its pseudonyms, so it
/// is kept until the wave has another round. Thread-safe.
/// </summary>
internal sealed class RedrawDocuments(IDrawFiles files, IAwardStore awards, TimeProvider time)
{
    private readonly ExpiringCache<(int Wave, int Rounds), CachedQuery<byte[]>> documents =
        new(time, TimeSpan.FromHours(1), 32);

    /// <summary>The document of a drawn wave.</summary>
    public Task<byte[]> GetAsync(WaveView wave)
    {
        var key = (wave.Number, wave.Draw.Redraws);
        if (documents.TryGet(key, out var document)) return document.GetAsync();
        document = new CachedQuery<byte[]>(() => MakeAsync(wave), TimeSpan.FromHours(1), time);
        documents.Set(key, document);
        return document.GetAsync();
    }

    private async Task<byte[]> MakeAsync(WaveView wave)
    {
        var (number, attempt) = (wave.Number, wave.Draw.Attempt!.Value);
        // A round that is stored but not yet recorded by the wave comes with the next document.
        var outcomes = wave.Draw.Redraws == 0 ? [] : await awards.ReadRedrawsAsync(number);
        var rounds = DrawRunner.RoundsOf(outcomes.Where(outcome => outcome.Round <= wave.Draw.Redraws));
        var records = new Dictionary<KeyedHash, DrawRecord>();
        foreach (var pseudonym in rounds.SelectMany(PseudonymsOf))
        {
            if (records.ContainsKey(pseudonym)) continue;
            records[pseudonym] = await FindAsync(number, attempt, pseudonym);
        }

        // The rows come by pseudonym: the store knows no tickets, and the order of a round is that of the tickets.
        var ordered = PublishedRedraws.Order(rounds, Convert.FromHexString(wave.Seed!), records);
        return WaveDocuments.DescribeRedraws(number, wave.Draw.CommitmentHash!, ordered);
    }

    private async Task<DrawRecord> FindAsync(int wave, long attempt, KeyedHash pseudonym)
    {
        if (await files.FindChunkAsync(wave, attempt, pseudonym) is { } chunk)
        {
            for (var at = 0; at < chunk.Records.Length; at += DrawRecords.Length)
            {
                var record = DrawRecords.Read(chunk.Records.Span[at..]);
                if (record.Pseudonym == pseudonym) return record;
            }
        }

        throw new InvalidOperationException($"Wave {wave}: a redraw names a pseudonym that is not on the roll.");
    }

    private static IEnumerable<KeyedHash> PseudonymsOf(RedrawRound round) =>
        round.NotTaken.Select(place => place.Pseudonym).Concat(round.Selected);
}
