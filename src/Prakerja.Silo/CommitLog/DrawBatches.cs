using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.CommitLog;

/// <summary>Splits what a draw writes into the parts of one transaction each.</summary>
internal static class DrawBatches
{
    /// <summary>The outcome in <c>redraw</c> of an applicant that was selected; others are a reason.</summary>
    public const short Selected = 0;

    /// <summary>
    /// Chunks in batches. Their bytes are copied: the caller may use its buffers again, and a write that timed out
    /// still reads the batch.
    /// </summary>
    public static IEnumerable<RollChunk[]> Of(IEnumerable<RollChunk> chunks, int size) => chunks
        .Select(chunk => chunk with
        {
            Root = chunk.Root.ToArray(),
            Records = chunk.Records.ToArray(),
            Participants = chunk.Participants.ToArray(),
            Households = chunk.Households.ToArray(),
        })
        .Chunk(size);

    /// <summary>Result chunks in batches, copied, each with the number of its first chunk.</summary>
    public static IEnumerable<(int First, byte[][] Records)> Of(IEnumerable<ReadOnlyMemory<byte>> chunks, int size) =>
        chunks.Select(chunk => chunk.ToArray()).Chunk(size).Select((batch, index) => (index * size, batch));

    /// <summary>The key of the participant's grain, which holds the slot of the household.</summary>
    public static string HolderOf(KeyedHash participant) => ParticipantKey.Prefix + participant;

    /// <summary>The failure of a winner that cannot be found on the roll of the wave.</summary>
    public static InvalidOperationException NotOnRoll(int wave) =>
        new($"A winner of wave {wave} is not on its roll.");

    /// <summary>The outcome of a row of <c>redraw</c>.</summary>
    public static NotSelectedReason? ReasonOf(long outcome) => outcome == Selected ? null : (NotSelectedReason)outcome;
}
