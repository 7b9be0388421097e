using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Splits a batch of commits into rounds. No two commits of a round touch the same grain, claim or roll entry, and none
/// changes a gate that another one reads or changes. Roll entries of one wave only read its gate, so they share a
/// round. Written round after round, the commits have the same outcomes as one after another. Within a round the order
/// does not matter, so a round can be written as sets. Nearly every batch is one round. Not thread-safe.
/// </summary>
internal sealed class CommitRounds
{
    private readonly Dictionary<GrainKey, int> grains = [];
    private readonly Dictionary<KeyedHash, int> claimsAndParticipants = [];
    private readonly Dictionary<int, int> gatesRead = [];
    private readonly Dictionary<int, int> gatesWritten = [];
    private readonly List<List<int>> rounds = [];

    /// <summary>The places of the commits of each round, ascending. Valid until the next call.</summary>
    public IReadOnlyList<List<int>> Split(ReadOnlySpan<Commit> commits)
    {
        grains.Clear();
        claimsAndParticipants.Clear();
        gatesRead.Clear();
        gatesWritten.Clear();
        foreach (var round in rounds) round.Clear();
        var usedRounds = 0;
        for (var i = 0; i < commits.Length; i++)
        {
            var round = RoundOf(commits[i]);
            Record(commits[i], round);
            if (round == rounds.Count) rounds.Add([]);
            rounds[round].Add(i);
            usedRounds = Math.Max(usedRounds, round + 1);
        }

        if (rounds.Count > usedRounds) rounds.RemoveRange(usedRounds, rounds.Count - usedRounds);
        return rounds;
    }

    private int RoundOf(Commit commit)
    {
        var round = FirstRoundAfter(grains, commit.Grain);
        foreach (var claim in SpanOf(commit.Claims))
            round = Math.Max(round, FirstRoundAfter(claimsAndParticipants, claim.Value));
        foreach (var claim in SpanOf(commit.Released))
            round = Math.Max(round, FirstRoundAfter(claimsAndParticipants, claim.Value));
        if (commit.RollEntry is { } entry)
        {
            round = Math.Max(round, FirstRoundAfter(claimsAndParticipants, entry.Participant));
            round = Math.Max(round, FirstRoundAfter(gatesWritten, entry.Wave));
        }

        if (commit.Gate is { } gate)
        {
            round = Math.Max(round, FirstRoundAfter(gatesWritten, gate.Wave));
            round = Math.Max(round, FirstRoundAfter(gatesRead, gate.Wave));
        }

        return round;
    }

    private void Record(Commit commit, int round)
    {
        grains[commit.Grain] = round;
        foreach (var claim in SpanOf(commit.Claims)) claimsAndParticipants[claim.Value] = round;
        foreach (var claim in SpanOf(commit.Released)) claimsAndParticipants[claim.Value] = round;
        if (commit.RollEntry is { } entry)
        {
            claimsAndParticipants[entry.Participant] = round;
            gatesRead[entry.Wave] = Math.Max(round, gatesRead.GetValueOrDefault(entry.Wave));
        }

        if (commit.Gate is { } gate) gatesWritten[gate.Wave] = round;
    }

    /// <summary>The first round that may touch the key again.</summary>
    private static int FirstRoundAfter<TKey>(Dictionary<TKey, int> touched, TKey key)
        where TKey : notnull => touched.TryGetValue(key, out var round) ? round + 1 : 0;

    private static ReadOnlySpan<T> SpanOf<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items.AsSpan();
}
