using System.Buffers.Binary;
using System.Globalization;

namespace Prakerja.Grains.Waves;

/// <summary>Reads a published file of a draw and checks its form (docs/draw.md).</summary>
/// <param name="file">A stream that knows its length.</param>
internal sealed class DrawFileReader(Stream file)
{
    private const int RecordsAtOnce = 16_384;

    /// <summary>True for a result file, false for a roll file.</summary>
    public bool HasResult { get; private set; }

    public byte[] CommitmentBytes { get; private set; } = [];

    private int RecordLength => DrawRecords.Length + (HasResult ? DrawRecords.ResultLength : 0);

    /// <summary>Reads everything before the records.</summary>
    /// <exception cref="DrawFileDifferenceException">The file does not begin as a published file does.</exception>
    public (DrawCommitment Commitment, DrawDocument? Draw) ReadHeader()
    {
        Span<byte> magic = stackalloc byte[DrawFile.MagicLength];
        file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        HasResult = magic.SequenceEqual(DrawFile.DrawMagic);
        if (!HasResult && !magic.SequenceEqual(DrawFile.RollMagic))
            throw new DrawFileDifferenceException(
                "beginning of the file", "PRAKERJA-DRAW-1 or PRAKERJA-ROLL-1 and a line feed", "something else");
        CommitmentBytes = ReadDocument("commitment");
        var commitment = DrawDocumentReader.ReadCommitment(CommitmentBytes);
        if (!HasResult) return (commitment, null);
        var planned = commitment.PlannedSeedHash is not null;
        return (commitment, DrawDocumentReader.ReadDraw(ReadDocument("draw document"), planned));
    }

    /// <summary>Reads the records, and checks that the file has exactly as many as the commitment says.</summary>
    /// <param name="add">Called for each block of whole records.</param>
    public void ReadRecords(int entries, Action<ReadOnlyMemory<byte>> add)
    {
        var (expected, found) = ((long)entries * RecordLength, file.Length - file.Position);
        if (expected != found)
            throw new DrawFileDifferenceException(
                "records",
                string.Create(CultureInfo.InvariantCulture, $"{expected} bytes ({entries} records of {RecordLength})"),
                string.Create(CultureInfo.InvariantCulture, $"{found} bytes"));
        var buffer = new byte[RecordsAtOnce * RecordLength];
        for (var read = 0; read < entries;)
        {
            var records = Math.Min(RecordsAtOnce, entries - read);
            file.ReadExactly(buffer, 0, records * RecordLength);
            add(buffer.AsMemory(0, records * RecordLength));
            read += records;
        }
    }

    private byte[] ReadDocument(string name)
    {
        var prefix = new byte[sizeof(uint)];
        var read = file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (read < prefix.Length)
            throw new DrawFileDifferenceException($"length of the {name}", "4 bytes", $"{read} bytes");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length > DrawFile.DocumentBytesMax)
            throw new DrawFileDifferenceException(
                $"length of the {name}", $"at most {DrawFile.DocumentBytesMax}", $"{length}");
        var left = file.Length - file.Position;
        if (length > left) throw new DrawFileDifferenceException(name, $"{length} bytes", $"{left} bytes");
        var document = new byte[length];
        file.ReadExactly(document);
        return document;
    }
}
