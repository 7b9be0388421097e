using System.Collections.Concurrent;
using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>Finds what a draw meant for one applicant, in the stored files. Thread-safe.</summary>
public sealed class WaveOutcomes(IDrawFiles files, IAwardStore awards, IdentityKey identity)
{
    private const int WavesKept = 16;

    private readonly ConcurrentDictionary<int, WavePseudonyms> pseudonyms = new();
    private readonly ConcurrentDictionary<long, ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>>> trees = new();

    /// <summary>The outcome of an applicant; null when the roll has no such entry, or is not drawn.</summary>
    /// <param name="hasRedraws">False spares the search for a redrawn outcome.</param>
    public async ValueTask<ApplicantOutcome?> FindAsync(int wave, long attempt, bool hasRedraws, KeyedHash participant)
    {
        if (await FindEntryAsync(wave, attempt, participant) is not { } entry) return null;
        var results = await files.ReadResultChunkAsync(wave, attempt, entry.Chunk.Number);
        if (results.IsEmpty) return null;
        var place = entry.Index % DrawRecords.PerChunk;
        var (outcome, rank) = DrawResult.Read(results.Span[(place * DrawRecords.ResultLength)..]);
        var redrawn = hasRedraws ? await awards.FindRedrawAsync(wave, entry.Record.Pseudonym) : null;
        return new ApplicantOutcome(entry.Record, redrawn is { } last ? last.Reason ?? 0 : outcome, rank);
    }

    /// <summary>Why an applicant was not selected; null when selected, and when the roll has no such entry.</summary>
    public async ValueTask<NotSelectedReason?> FindReasonAsync(
        int wave, long attempt, bool hasRedraws, KeyedHash participant) =>
        await FindAsync(wave, attempt, hasRedraws, participant) is { Reason: not 0 } outcome ? outcome.Reason : null;

    /// <summary>The inclusion proof of an applicant's entry; null when the roll has none.</summary>
    public async ValueTask<InclusionProof?> ProveAsync(int wave, long attempt, KeyedHash participant)
    {
        if (await FindEntryAsync(wave, attempt, participant) is not { } entry) return null;
        var tree = await TreeAsync(wave, attempt);
        var leaves = MerkleTree.LeavesOf(entry.Chunk.Records.Span);
        return new InclusionProof(
            entry.Record,
            entry.Index,
            [
                .. MerkleTree.PathOf(leaves.AsSpan(), entry.Index % DrawRecords.PerChunk),
                .. MerkleTree.PathIn(tree, entry.Chunk.Number),
            ]);
    }

    private async ValueTask<(RollChunk Chunk, int Index, DrawRecord Record)?> FindEntryAsync(
        int wave, long attempt, KeyedHash participant)
    {
        if (pseudonyms.Count > WavesKept) pseudonyms.Clear();
        var pseudonym = pseudonyms
            .GetOrAdd(wave, static (wave, identity) => new WavePseudonyms(identity, wave), identity)
            .OfParticipant(participant);
        if (await files.FindChunkAsync(wave, attempt, pseudonym) is not { } chunk) return null;
        for (var i = 0; i * DrawRecords.Length < chunk.Records.Length; i++)
        {
            var record = DrawRecords.Read(chunk.Records.Span[(i * DrawRecords.Length)..]);
            if (record.Pseudonym == pseudonym) return (chunk, (chunk.Number * DrawRecords.PerChunk) + i, record);
        }

        return null;
    }

    /// <summary>The upper part of the tree, over the roots of the chunks: 2 MB for a roll of six millions.</summary>
    private async ValueTask<ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>>> TreeAsync(int wave, long attempt)
    {
        if (trees.TryGetValue(attempt, out var known)) return known;
        if (trees.Count >= WavesKept) trees.Clear();
        return trees[attempt] = MerkleTree.LevelsOf(await files.ReadChunkRootsAsync(wave, attempt));
    }
}

/// <summary>What a draw meant for one applicant.</summary>
/// <param name="Reason">0 when selected, otherwise why not.</param>
/// <param name="Rank">The place in the order of the cell, from 1; 0 when the application did not take part.</param>
public sealed record ApplicantOutcome(DrawRecord Record, NotSelectedReason Reason, uint Rank);

/// <summary>Proves that a record is on a sealed roll (docs/draw.md).</summary>
/// <param name="Index">The place of the record, from 0.</param>
/// <param name="Path">The sibling hashes from the leaf to the root.</param>
public sealed record InclusionProof(DrawRecord Record, int Index, ImmutableArray<ReadOnlyMemory<byte>> Path);
