using System.Runtime.InteropServices;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>One application in a sealed roll, as it is published (docs/draw.md).</summary>
/// <param name="Pseudonym">The participant's pseudonym for this wave.</param>
/// <param name="Household">The household's tag for this wave.</param>
/// <param name="Room">How many more recipients the household may get (E4).</param>
/// <param name="Province">The two digits of the province's code, as a number.</param>
/// <param name="Reason">Why the application does not take part; 0 when it does.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DrawRecord(
    KeyedHash Pseudonym, KeyedHash Household, byte Room, byte Province, byte Tier, NotSelectedReason Reason)
{
    /// <summary>True when the application takes part in the draw.</summary>
    public bool TakesPart => Reason == 0;
}

/// <summary>The bytes of the records in published files. Numbers are big-endian.</summary>
public static class DrawRecords
{
    /// <summary>Bytes of one application: pseudonym 16, household 16, room, province, tier and reason 1 each.</summary>
    public const int Length = 36;

    /// <summary>Bytes of one result: the outcome 1 (0 selected, otherwise the reason), the rank 4.</summary>
    public const int ResultLength = 5;

    /// <summary>
    /// Records in one stored chunk. A power of two, so that the root of a full chunk is a node of the Merkle tree.
    /// </summary>
    public const int PerChunk = 256;

    public static void Write(in DrawRecord record, Span<byte> bytes)
    {
        record.Pseudonym.CopyTo(bytes);
        record.Household.CopyTo(bytes[KeyedHash.LengthBytes..]);
        bytes[32] = record.Room;
        bytes[33] = record.Province;
        bytes[34] = record.Tier;
        bytes[35] = (byte)record.Reason;
    }

    public static DrawRecord Read(ReadOnlySpan<byte> bytes) => new(
        KeyedHash.FromBytes(bytes),
        KeyedHash.FromBytes(bytes[KeyedHash.LengthBytes..]),
        bytes[32],
        bytes[33],
        bytes[34],
        (NotSelectedReason)bytes[35]);
}
