using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The tickets of a roll, and the order in which the draw takes its records: by tier, ticket and pseudonym. Only
/// records that take part are in the order.
/// </summary>
public sealed class DrawOrder
{
    private readonly Ticket[] tickets;
    private readonly int[] order;

    private DrawOrder(Ticket[] tickets, int[] order) => (this.tickets, this.order) = (tickets, order);

    /// <summary>The places of the records in the roll.</summary>
    public ReadOnlySpan<int> Places => order;

    /// <param name="threads">How many processors may hash at the same time.</param>
    public static DrawOrder Of(DrawRoll roll, byte[] seed, int threads = 1)
    {
        var tickets = new Ticket[roll.Count];
        Parallel.For(
            0,
            (roll.Count + HashedAtOnce - 1) / HashedAtOnce,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            part =>
            {
                var first = part * HashedAtOnce;
                Hash(roll, seed, first, tickets.AsSpan(first, Math.Min(HashedAtOnce, roll.Count - first)));
            });
        return Of(roll, tickets);
    }

    /// <summary>The order for given tickets; a test can make equal ones.</summary>
    public static DrawOrder Of(DrawRoll roll, Ticket[] tickets)
    {
        var count = 0;
        for (var i = 0; i < roll.Count; i++) count += roll[i].TakesPart ? 1 : 0;
        var (keys, order) = (new ulong[count], new int[count]);
        for (int i = 0, at = 0; i < roll.Count; i++)
        {
            if (!roll[i].TakesPart) continue;
            // The tier and the first 56 bits of the ticket sort nearly all records; the rest is compared below.
            (keys[at], order[at++]) = (((ulong)roll[i].Tier << 56) | (tickets[i].High >> 8), i);
        }

        Array.Sort(keys, order);
        SortEqualKeys(keys, order, (left, right) => Compare(roll, tickets, left, right));
        return new DrawOrder(tickets, order);
    }

    /// <summary>The ticket of a record, by its place in the roll.</summary>
    public Ticket TicketOf(int record) => tickets[record];

    private const int HashedAtOnce = 256;

    private static void Hash(DrawRoll roll, ReadOnlySpan<byte> seed, int first, Span<Ticket> tickets)
    {
        var length = seed.Length + KeyedHash.LengthBytes;
        Span<byte> texts = stackalloc byte[HashedAtOnce * length];
        Span<byte> hashes = stackalloc byte[HashedAtOnce * BatchedSha256.HashLength];
        for (var i = 0; i < tickets.Length; i++)
        {
            seed.CopyTo(texts[(i * length)..]);
            roll[first + i].Pseudonym.CopyTo(texts[((i * length) + seed.Length)..]);
        }

        BatchedSha256.Hash(texts[..(tickets.Length * length)], length, hashes);
        for (var i = 0; i < tickets.Length; i++)
            tickets[i] = Ticket.FromBytes(hashes[(i * BatchedSha256.HashLength)..]);
    }

    private static int Compare(DrawRoll roll, Ticket[] tickets, int left, int right)
    {
        var ticket = tickets[left].CompareTo(tickets[right]);
        return ticket != 0 ? ticket : roll[left].Pseudonym.CompareTo(roll[right].Pseudonym);
    }

    /// <summary>Sorts each run of equal keys by the full comparison.</summary>
    internal static void SortEqualKeys(ReadOnlySpan<ulong> keys, int[] items, Comparison<int> compare)
    {
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) items.AsSpan(start, end - start).Sort(compare);
        }
    }
}
