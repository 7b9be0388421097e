using System.Buffers.Binary;
using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The outcome of every record of a roll, by its place in the roll.</summary>
/// <param name="Outcomes">0 when selected, otherwise the reason.</param>
/// <param name="Ranks">The place in the order of the cell, from 1; 0 for a record that does not take part.</param>
public sealed record DrawResult(NotSelectedReason[] Outcomes, int[] Ranks, ImmutableArray<DrawCell> Cells)
{
    /// <summary>Writes the published bytes of a record's result.</summary>
    public void Write(int record, Span<byte> bytes)
    {
        bytes[0] = (byte)Outcomes[record];
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], Ranks[record]);
    }

    /// <summary>Reads the published bytes of one result.</summary>
    public static (NotSelectedReason Outcome, uint Rank) Read(ReadOnlySpan<byte> bytes) =>
        ((NotSelectedReason)bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]));
}

/// <summary>One round in which places that winners could not take were drawn again.</summary>
/// <param name="NotTaken">The winners of earlier rounds that could not take the place, in the order of the
/// draw.</param>
/// <param name="Selected">Who was selected instead, in the same order.</param>
public sealed record RedrawRound(ImmutableArray<NotTakenPlace> NotTaken, ImmutableArray<KeyedHash> Selected);

/// <summary>A place that was not taken.</summary>
public readonly record struct NotTakenPlace(KeyedHash Pseudonym, NotSelectedReason Reason);
