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
        var blocks = await ReadAsync(wave, new WavePseudonyms(identity, wave));
        var order = Sort(blocks, out var count);
        var attempt = RandomNumberGenerator.GetInt32(1, int.MaxValue) * (1L << 20) + wave;
        var tree = new MerkleTree();
        await files.WriteRollAsync(wave, attempt, AddRoots(ChunksOf(blocks, order), tree));
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
        var (entries, names, tags) = (
            new Entry[applicants.Length], new KeyedHash[applicants.Length], new KeyedHash[applicants.Length]);
        for (var i = 0; i < entries.Length; i++)
            (names[i], tags[i]) = (applicants[i].Participant, applicants[i].Household);
        pseudonyms.ReplaceParticipants(names);
        pseudonyms.ReplaceHouseholds(tags);
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var applicant = ref applicants[i];
            var room = DrawRules.RoomOf(applicant, options.Value.RecipientsPerHousehold);
            entries[i] = new Entry(
                new DrawRecord(
                    names[i], tags[i], room, applicant.Province.Value, applicant.Tier, DrawRules.ReasonOf(applicant)),
                applicant.Participant);
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
                (keys[at], order[at++]) = (blocks[block][i].Record.Pseudonym.High, (block * BlockLength) + i);
        }

        Array.Sort(keys, order);
        DrawOrder.SortEqualKeys(keys, order, (left, right) =>
            At(blocks, left).Record.Pseudonym.CompareTo(At(blocks, right).Record.Pseudonym));
        return order;
    }

    /// <summary>Makes the chunks in their order; the next ones are made while the store writes.</summary>
    private static IEnumerable<RollChunk> ChunksOf(Entry[][] blocks, int[] order)
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
            for (var i = 0; i < made.Length; i++) made[i] = ChunkOf(blocks, order, first + i);
            return made;
        });
    }

    private static RollChunk ChunkOf(Entry[][] blocks, int[] order, int number)
    {
        var items = order.AsSpan(number * DrawRecords.PerChunk);
        if (items.Length > DrawRecords.PerChunk) items = items[..DrawRecords.PerChunk];
        var records = new byte[items.Length * DrawRecords.Length];
        var participants = new byte[items.Length * KeyedHash.LengthBytes];
        for (var i = 0; i < items.Length; i++)
        {
            ref readonly var entry = ref At(blocks, items[i]);
            DrawRecords.Write(entry.Record, records.AsSpan(i * DrawRecords.Length));
            entry.Participant.CopyTo(participants.AsSpan(i * KeyedHash.LengthBytes));
        }

        return new RollChunk(
            number, At(blocks, items[0]).Record.Pseudonym, MerkleTree.RootOf(records), records, participants);
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

    private readonly record struct Entry(DrawRecord Record, KeyedHash Participant);
}

/// <summary>A roll that was sealed.</summary>
/// <param name="Attempt">The attempt whose chunks count.</param>
/// <param name="Root">The Merkle root, hex.</param>
public sealed record SealedRoll(long Attempt, int Entries, string Root);
