using System.Buffers.Binary;

namespace Prakerja.Grains.Waves;

/// <summary>The bytes of the published files (docs/draw.md).</summary>
public static class DrawFile
{
    /// <summary>The longest document in a file, bytes. A plan of 38 provinces needs some kilobytes.</summary>
    public const int DocumentBytesMax = 1 << 20;

    /// <summary>The longest document of redraws, bytes. A place that is not taken needs about 95 bytes.</summary>
    public const int RedrawBytesMax = 32 << 20;

    public const int MagicLength = 16;

    public static ReadOnlySpan<byte> RollMagic => "PRAKERJA-ROLL-1\n"u8;

    public static ReadOnlySpan<byte> DrawMagic => "PRAKERJA-DRAW-1\n"u8;

    /// <summary>Everything before the records of a roll file.</summary>
    public static byte[] RollHeader(ReadOnlySpan<byte> commitment) =>
        [.. RollMagic, .. LengthOf(commitment), .. commitment];

    /// <summary>Everything before the records of a result file.</summary>
    public static byte[] DrawHeader(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> draw) =>
        [.. DrawMagic, .. LengthOf(commitment), .. commitment, .. LengthOf(draw), .. draw];

    /// <summary>The records of a result file: each record of the roll, followed by its result.</summary>
    public static byte[] Join(ReadOnlySpan<byte> records, ReadOnlySpan<byte> results)
    {
        const int length = DrawRecords.Length + DrawRecords.ResultLength;
        var count = records.Length / DrawRecords.Length;
        var joined = new byte[count * length];
        for (var i = 0; i < count; i++)
        {
            var record = joined.AsSpan(i * length, length);
            records.Slice(i * DrawRecords.Length, DrawRecords.Length).CopyTo(record);
            results.Slice(i * DrawRecords.ResultLength, DrawRecords.ResultLength)
                .CopyTo(record[DrawRecords.Length..]);
        }

        return joined;
    }

    private static byte[] LengthOf(ReadOnlySpan<byte> document)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, document.Length);
        return length;
    }
}
