using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Seals the roll of a wave: reads it once, gives everybody a pseudonym, sorts it, and stores it in chunks with their
/// Merkle roots. It runs beside the grain and stores nothing in its state, so it can be repeated at any time.
/// </summary>
public sealed class RollSealer(
    IRollReader reader, IDrawFiles files, IdentityKey identity, IOptions<ProgrammeOptions> options)
{
    private const int BlockLength = 4_096;

    /// <summary>Chunks that are made while the store writes the ones before.</summary>
    private const int ChunksAtOnce = 128;

    /// <summary>Seals the roll under a new attempt. All its chunks are durable when the task completes.</summary>
    public async Task<SealedRoll> SealAsync(int wave)
    {
        var pseudonyms = new WavePseudonyms(identity, wave);
        var blocks = await ReadAsync(wave, pseudonyms);
        var order = Sort(blocks, out var count);
        var attempt = RandomNumberGenerator.GetInt32(1, int.MaxValue) * (1L << 20) + wave;
        var tree = new MerkleTree();
        await files.WriteRollAsync(wave, attempt, AddRoots(ChunksOf(blocks, order, pseudonyms), tree));
        return new SealedRoll(attempt, count, Convert.ToHexStringLower(tree.ComputeRoot()));
    }

    private async Task<Entry[][]> ReadAsync(int wave, WavePseudonyms pseudonyms)
    {
        var blocks = new List<Entry[]>();
        var (current, count) = (new Applicant[BlockLength], 0);
        await reader.ReadAllAsync(wave, applicant =>
        {
            current[count++] = applicant;
            if (count == BlockLength) AddBlock();
        });
        AddBlock();
        return [.. blocks];

        // Hashed where it was read: that takes about a millisecond, less than to hand it to another thread.
        void AddBlock()
        {
            blocks.Add(EntriesOf(current.AsSpan(0, count), pseudonyms));
            count = 0;
        }
    }

    private Entry[] EntriesOf(ReadOnlySpan<Applicant> applicants, WavePseudonyms pseudonyms)
    {
        var (entries, names) = (new Entry[applicants.Length], new KeyedHash[applicants.Length]);
        for (var i = 0; i < entries.Length; i++) names[i] = applicants[i].Participant;
        pseudonyms.ReplaceParticipants(names);
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var applicant = ref applicants[i];
            var room = DrawRules.RoomOf(applicant, options.Value.RecipientsPerHousehold);
            entries[i] = new Entry(
                names[i],
                applicant.Participant,
                applicant.Household,
                room,
                applicant.Province.Value,
                applicant.Tier,
                DrawRules.ReasonOf(applicant));
        }

        return entries;
    }

    /// <summary>The order of the pseudonyms; an item is block × <see cref="BlockLength"/> + place.</summary>
    private static int[] Sort(Entry[][] blocks, out int count)
    {
        count = blocks.Sum(block => block.Length);
        var (keys, order) = (new ulong[count], new int[count]);
        var at = 0;
        for (var block = 0; block < blocks.Length; block++)
        {
            for (var i = 0; i < blocks[block].Length; i++)
                (keys[at], order[at++]) = (blocks[block][i].Pseudonym.High, (block * BlockLength) + i);
        }

        Array.Sort(keys, order);
        DrawOrder.SortEqualKeys(keys, order, (left, right) =>
            At(blocks, left).Pseudonym.CompareTo(At(blocks, right).Pseudonym));
        return order;
    }

    /// <summary>Makes the chunks in their order; the next ones are made while the store writes.</summary>
    private static IEnumerable<RollChunk> ChunksOf(Entry[][] blocks, int[] order, WavePseudonyms pseudonyms)
    {
        var count = (order.Length + DrawRecords.PerChunk - 1) / DrawRecords.PerChunk;
        var next = MakeFrom(0);
        for (var first = 0; first < count; first += ChunksAtOnce)
        {
            var made = next.GetAwaiter().GetResult();
            next = MakeFrom(first + ChunksAtOnce);
            foreach (var chunk in made) yield return chunk;
        }

        Task<RollChunk[]> MakeFrom(int first) => Task.Run(() =>
        {
            var made = new RollChunk[Math.Clamp(count - first, 0, ChunksAtOnce)];
            for (var i = 0; i < made.Length; i++) made[i] = ChunkOf(blocks, order, first + i, pseudonyms);
            return made;
        });
    }

    private static RollChunk ChunkOf(Entry[][] blocks, int[] order, int number, WavePseudonyms pseudonyms)
    {
        var items = order.AsSpan(number * DrawRecords.PerChunk);
        if (items.Length > DrawRecords.PerChunk) items = items[..DrawRecords.PerChunk];
        var records = new byte[items.Length * DrawRecords.Length];
        var (participants, households) = (
            new byte[items.Length * KeyedHash.LengthBytes], new byte[items.Length * KeyedHash.LengthBytes]);
        var tags = new KeyedHash[items.Length];
        for (var i = 0; i < items.Length; i++) tags[i] = At(blocks, items[i]).Household;
        pseudonyms.ReplaceHouseholds(tags);
        for (var i = 0; i < items.Length; i++)
        {
            ref readonly var entry = ref At(blocks, items[i]);
            DrawRecords.Write(entry.ToRecord(tags[i]), records.AsSpan(i * DrawRecords.Length));
            entry.Participant.CopyTo(participants.AsSpan(i * KeyedHash.LengthBytes));
            entry.Household.CopyTo(households.AsSpan(i * KeyedHash.LengthBytes));
        }

        return new RollChunk(
            number, At(blocks, items[0]).Pseudonym, MerkleTree.RootOf(records), records, participants, households);
    }

    private static IEnumerable<RollChunk> AddRoots(IEnumerable<RollChunk> chunks, MerkleTree tree)
    {
        foreach (var chunk in chunks)
        {
            tree.Add(chunk.Root.Span);
            yield return chunk;
        }
    }

    private static ref readonly Entry At(Entry[][] blocks, int item) =>
        ref blocks[item / BlockLength][item % BlockLength];

    // The household's tag is made only when the entry is written, so that millions of entries do not hold both.
    private readonly record struct Entry(
        KeyedHash Pseudonym,
        KeyedHash Participant,
        KeyedHash Household,
        byte Room,
        byte Province,
        byte Tier,
        NotSelectedReason Reason)
    {
        public DrawRecord ToRecord(KeyedHash tag) => new(Pseudonym, tag, Room, Province, Tier, Reason);
    }
}

/// <summary>A roll that was sealed.</summary>
/// <param name="Attempt">The attempt whose chunks count.</param>
/// <param name="Root">The Merkle root, hex.</param>
public sealed record SealedRoll(long Attempt, int Entries, string Root);
