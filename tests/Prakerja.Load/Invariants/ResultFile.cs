using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Prakerja.Load.Invariants;

/// <summary>
/// A downloaded result file, read as docs/draw.md describes it. The driver has no code in common with the programme.
/// </summary>
internal sealed class ResultFile
{
    private const string Beginning = "PRAKERJA-DRAW-1\n";
    private const int LengthBytes = 4;

    private ResultFile(byte[] commitment, byte[] draw, IReadOnlyList<ResultRecord> records)
    {
        CommitmentHash = SHA256.HashData(commitment);
        (Commitment, Draw, Records) = (JsonNode.Parse(commitment)!, JsonNode.Parse(draw)!, records);
    }

    public byte[] CommitmentHash { get; }

    public JsonNode Commitment { get; }

    public JsonNode Draw { get; }

    public IReadOnlyList<ResultRecord> Records { get; }

    /// <exception cref="FormatException">These are not the bytes of a result file.</exception>
    public static ResultFile Read(byte[] file)
    {
        if (!file.AsSpan().StartsWith(System.Text.Encoding.ASCII.GetBytes(Beginning)))
            throw new FormatException("The result file begins with something else.");
        var at = Beginning.Length;
        var (commitment, draw) = (ReadDocument(file, ref at), ReadDocument(file, ref at));
        if ((file.Length - at) % ResultRecord.Length != 0)
            throw new FormatException("The result file ends within a record.");
        return new ResultFile(commitment, draw, [.. file[at..].Chunk(ResultRecord.Length).Select(ResultRecord.Read)]);
    }

    private static byte[] ReadDocument(byte[] file, ref int at)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
        at += LengthBytes + length;
        return file[(at - length)..at];
    }
}

/// <summary>One application with its result. Hashes are lower-case hex, which sorts as the bytes do.</summary>
/// <param name="Bytes">The bytes of the application, a leaf of the Merkle tree.</param>
internal sealed record ResultRecord(
    byte[] Bytes,
    string Pseudonym,
    string Household,
    int Room,
    string Province,
    int Tier,
    int Reason,
    int Outcome,
    uint Rank)
{
    public const int Length = 41;
    private const int ApplicationBytes = 36;

    public static ResultRecord Read(byte[] bytes) => new(
        bytes[..ApplicationBytes],
        Convert.ToHexStringLower(bytes, 0, 16),
        Convert.ToHexStringLower(bytes, 16, 16),
        bytes[32],
        bytes[33].ToString(CultureInfo.InvariantCulture),
        bytes[34],
        bytes[35],
        bytes[ApplicationBytes],
        BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(ApplicationBytes + 1)));
}
