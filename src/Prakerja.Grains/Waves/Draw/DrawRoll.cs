namespace Prakerja.Grains.Waves;

/// <summary>
/// A roll in memory: a list of records in blocks, so that it grows without copying and no array has gigabytes. A
/// record takes 40 bytes.
/// </summary>
public sealed class DrawRoll
{
    private const int BlockBits = 16;
    private const int BlockLength = 1 << BlockBits;

    private readonly List<DrawRecord[]> blocks = [];

    public int Count { get; private set; }

    /// <summary>One record, in the order in which they were added.</summary>
    public ref readonly DrawRecord this[int index] => ref blocks[index >> BlockBits][index & (BlockLength - 1)];

    public void Add(in DrawRecord record)
    {
        if (Count == blocks.Count << BlockBits) blocks.Add(new DrawRecord[BlockLength]);
        blocks[Count >> BlockBits][Count & (BlockLength - 1)] = record;
        Count++;
    }

    /// <summary>Adds the records of a chunk.</summary>
    public void AddRange(ReadOnlySpan<byte> records)
    {
        for (var at = 0; at < records.Length; at += DrawRecords.Length)
            Add(DrawRecords.Read(records.Slice(at, DrawRecords.Length)));
    }
}
