using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Splits a group of commits into rounds: no two commits of a round touch the same grain, claim, roll entry or gate.
/// Written round after round, the commits have the same outcomes as one after another. Within a round the order does
/// not matter, so a round can be written as sets. Nearly every group is one round. Not thread-safe.
/// </summary>
internal sealed class CommitRounds
{
    private readonly Dictionary<GrainKey, int> grains = [];
    private readonly Dictionary<KeyedHash, int> hashes = [];
    private readonly Dictionary<int, int> gatesRead = [];
    private readonly Dictionary<int, int> gatesWritten = [];
    private readonly List<List<int>> rounds = [];

    /// <summary>The places of the commits of each round, ascending. Valid until the next call.</summary>
    public IReadOnlyList<List<int>> Of(ReadOnlySpan<Commit> commits)
    {
        grains.Clear();
        hashes.Clear();
        gatesRead.Clear();
        gatesWritten.Clear();
        foreach (var round in rounds) round.Clear();
        var used = 0;
        for (var i = 0; i < commits.Length; i++)
        {
            var round = RoundOf(commits[i]);
            Mark(commits[i], round);
            if (round == rounds.Count) rounds.Add([]);
            rounds[round].Add(i);
            used = Math.Max(used, round + 1);
        }

        if (rounds.Count > used) rounds.RemoveRange(used, rounds.Count - used);
        return rounds;
    }

    private int RoundOf(Commit commit)
    {
        var after = After(grains, commit.Grain);
        foreach (var claim in Each(commit.Claims)) after = Math.Max(after, After(hashes, claim.Value));
        foreach (var claim in Each(commit.Released)) after = Math.Max(after, After(hashes, claim.Value));
        if (commit.RollEntry is { } entry)
        {
            after = Math.Max(after, After(hashes, entry.Participant));
            after = Math.Max(after, After(gatesWritten, entry.Wave));
        }

        if (commit.Gate is { } gate)
            after = Math.Max(after, Math.Max(After(gatesWritten, gate.Wave), After(gatesRead, gate.Wave)));
        return after;
    }

    private void Mark(Commit commit, int round)
    {
        grains[commit.Grain] = round;
        foreach (var claim in Each(commit.Claims)) hashes[claim.Value] = round;
        foreach (var claim in Each(commit.Released)) hashes[claim.Value] = round;
        if (commit.RollEntry is { } entry)
        {
            hashes[entry.Participant] = round;
            gatesRead[entry.Wave] = Math.Max(round, gatesRead.GetValueOrDefault(entry.Wave));
        }

        if (commit.Gate is { } gate) gatesWritten[gate.Wave] = round;
    }

    /// <summary>The first round that may touch the key again.</summary>
    private static int After<TKey>(Dictionary<TKey, int> touched, TKey key)
        where TKey : notnull => touched.TryGetValue(key, out var round) ? round + 1 : 0;

    private static ReadOnlySpan<T> Each<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items.AsSpan();
}
