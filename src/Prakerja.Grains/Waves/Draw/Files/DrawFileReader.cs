using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Grains.Waves;

/// <summary>Reads a published file of a draw and checks its form (docs/draw.md).</summary>
internal sealed class DrawFileReader(Stream file)
{
    private const int RecordsAtOnce = 16_384;

    /// <summary>True for a result file, false for a roll file.</summary>
    public bool HasResult { get; private set; }

    public byte[] CommitmentBytes { get; private set; } = [];

    /// <summary>Reads everything before the records.</summary>
    /// <exception cref="DrawFileDifferenceException">The file does not begin as a published file does.</exception>
    public (DrawCommitment Commitment, DrawDocument? Draw) ReadHeader()
    {
        var magic = ReadExactly(DrawFile.MagicLength, "the first line");
        HasResult = magic.AsSpan().SequenceEqual(DrawFile.DrawMagic);
        if (!HasResult && !magic.AsSpan().SequenceEqual(DrawFile.RollMagic))
            throw new DrawFileDifferenceException("This is neither a roll file nor a result file of a draw.");
        CommitmentBytes = ReadDocument("the commitment");
        var commitment = Parse(CommitmentBytes, DrawJson.Default.DrawCommitment, "commitment");
        if (commitment.Format != DrawCommitment.FormatName)
            throw new DrawFileDifferenceException($"The commitment has the format '{commitment.Format}', which is unknown.");
        if (!HasResult) return (commitment, null);
        var draw = Parse(ReadDocument("the draw document"), DrawJson.Default.DrawDocument, "draw document");
        if (draw.Format != DrawDocument.FormatName)
            throw new DrawFileDifferenceException($"The draw document has the format '{draw.Format}', which is unknown.");
        return (commitment, draw);
    }

    /// <summary>Reads the records, and checks that the file has exactly as many as the commitment says.</summary>
    /// <param name="add">Called for each block of whole records.</param>
    public void ReadRecords(int entries, Action<ReadOnlyMemory<byte>> add)
    {
        var length = DrawRecords.Length + (HasResult ? DrawRecords.ResultLength : 0);
        var buffer = new byte[RecordsAtOnce * length];
        for (var read = 0; read < entries;)
        {
            var records = Math.Min(RecordsAtOnce, entries - read);
            var bytes = file.ReadAtLeast(buffer.AsSpan(0, records * length), records * length, throwOnEndOfStream: false);
            if (bytes < records * length)
                throw new DrawFileDifferenceException(
                    $"The file ends after {read + (bytes / length)} records; the commitment says {entries}.");
            add(buffer.AsMemory(0, records * length));
            read += records;
        }

        if (file.ReadByte() >= 0)
            throw new DrawFileDifferenceException($"The file has more bytes after its {entries} records.");
    }

    public static T Parse<T>(ReadOnlySpan<byte> document, JsonTypeInfo<T> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(document, json)
                ?? throw new DrawFileDifferenceException($"The {name} is null.");
        }
        catch (JsonException failure)
        {
            throw new DrawFileDifferenceException($"The {name} cannot be read: {failure.Message}", failure);
        }
    }

    private byte[] ReadDocument(string name)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(ReadExactly(sizeof(int), $"the length of {name}"));
        return length <= DrawFile.DocumentBytesMax
            ? ReadExactly((int)length, name)
            : throw new DrawFileDifferenceException(
                $"The length of {name} is {length} bytes; at most {DrawFile.DocumentBytesMax} are allowed.");
    }

    private byte[] ReadExactly(int length, string name)
    {
        var bytes = new byte[length];
        return file.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw new DrawFileDifferenceException($"The file ends within {name}.");
    }
}
