using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Stores the sealed rolls and the results of draws, as rows of fixed chunks: no grain's state grows with the number of
/// applicants. An attempt is one try to seal a roll. The wave's state names the attempt that counts; the rows of any
/// other attempt are left over from a crash.
/// </summary>
public interface IDrawFiles
{
    /// <summary>
    /// Stores the chunks of an attempt, in the order of their numbers. All are durable when the task completes.
    /// </summary>
    /// <exception cref="Persistence.StoreUnavailableException">The store failed; part of the chunks may be
    /// stored.</exception>
    Task WriteRollAsync(int wave, long attempt, IEnumerable<RollChunk> chunks);

    /// <summary>
    /// Stores the result chunks of an attempt, each <see cref="DrawRecords.ResultLength"/> bytes for each record. All
    /// are durable when the task completes. Chunks that are stored already are replaced: the result of a draw is the
    /// same each time.
    /// </summary>
    Task WriteResultAsync(int wave, long attempt, IEnumerable<ReadOnlyMemory<byte>> chunks);

    /// <summary>Reads the roll of an attempt, chunk by chunk, in the order of their numbers.</summary>
    /// <param name="withParticipants">
    /// False leaves <see cref="RollChunk.Participants"/> and <see cref="RollChunk.Households"/> empty.
    /// </param>
    IAsyncEnumerable<RollChunk> ReadRollAsync(
        int wave, long attempt, bool withParticipants, CancellationToken cancelled = default);

    /// <summary>Reads the result chunks of an attempt, in the order of their numbers.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultAsync(
        int wave, long attempt, CancellationToken cancelled = default);

    /// <summary>The chunk that would contain a pseudonym; null when every chunk begins above it.</summary>
    ValueTask<RollChunk?> FindChunkAsync(int wave, long attempt, KeyedHash pseudonym);

    /// <summary>One result chunk; empty when it is not stored.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadResultChunkAsync(int wave, long attempt, int number);

    /// <summary>The Merkle roots of all chunks of an attempt, in the order of their numbers.</summary>
    ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> ReadChunkRootsAsync(int wave, long attempt);

    /// <summary>Deletes the rows of all other attempts of a wave.</summary>
    Task DeleteOtherAttemptsAsync(int wave, long attempt);
}

/// <summary>Records of a sealed roll: <see cref="DrawRecords.PerChunk"/>, fewer in the last chunk.</summary>
/// <param name="Number">The place of the chunk in the roll, from 0.</param>
/// <param name="First">The pseudonym of the first record.</param>
/// <param name="Root">The Merkle root of the records, 32 bytes.</param>
/// <param name="Records">The published records, <see cref="DrawRecords.Length"/> bytes each.</param>
/// <param name="Participants">
/// Never published: the participant's hash of each record, 16 bytes each, in the same order.
/// </param>
/// <param name="Households">
/// Never published: the household's hash of each record, 16 bytes each, in the same order. Empty when an earlier
/// version stored the chunk.
/// </param>
public sealed record RollChunk(
    int Number,
    KeyedHash First,
    ReadOnlyMemory<byte> Root,
    ReadOnlyMemory<byte> Records,
    ReadOnlyMemory<byte> Participants,
    ReadOnlyMemory<byte> Households);
