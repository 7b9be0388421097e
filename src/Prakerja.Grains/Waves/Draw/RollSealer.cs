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
    private const int BlockLength = 8_192;

    /// <summary>Seals the roll under a new attempt. All its chunks are durable when the task completes.</summary>
    public async Task<SealedRoll> SealAsync(int wave)
    {
        // A sealing takes the processors for some seconds; one stays free for the requests of people.
        var threads = Math.Max(1, Environment.ProcessorCount - 1);
        var blocks = await ReadAsync(wave, new WavePseudonyms(identity, wave), threads);
        var order = Sort(blocks, out var count);
        var attempt = RandomNumberGenerator.GetInt32(1, int.MaxValue) * (1L << 20) + wave;
        var tree = new MerkleTree();
        var chunks = ParallelEnumerable.Range(0, (count + DrawRecords.PerChunk - 1) / DrawRecords.PerChunk)
            .AsOrdered()
            .WithDegreeOfParallelism(threads)
            .Select(number => ChunkOf(blocks, order, number));
        await files.WriteRollAsync(wave, attempt, AddRoots(chunks, tree));
        return new SealedRoll(attempt, count, Convert.ToHexStringLower(tree.ComputeRoot()));
    }

    private async Task<Entry[][]> ReadAsync(int wave, WavePseudonyms pseudonyms, int threads)
    {
        var blocks = new List<Task<Entry[]>>();
        var current = new List<Applicant>(BlockLength);
        // The reader waits while enough blocks are being hashed, so that applicants do not pile up in memory.
        using var free = new SemaphoreSlim(threads + 2);
        await reader.ReadAllAsync(wave, applicant =>
        {
            current.Add(applicant);
            if (current.Count < BlockLength) return;
            free.Wait();
            StartBlock();
        });
        await free.WaitAsync();
        StartBlock();
        return await Task.WhenAll(blocks);

        void StartBlock()
        {
            var applicants = current;
            current = new List<Applicant>(BlockLength);
            blocks.Add(Task.Run(() =>
            {
                try
                {
                    return applicants.ConvertAll(applicant => EntryOf(applicant, pseudonyms)).ToArray();
                }
                finally
                {
                    free.Release();
                }
            }));
        }
    }

    private Entry EntryOf(Applicant applicant, WavePseudonyms pseudonyms) => new(
        new DrawRecord(
            pseudonyms.OfParticipant(applicant.Participant),
            pseudonyms.OfHousehold(applicant.Household),
            DrawRules.RoomOf(applicant, options.Value.RecipientsPerHousehold),
            applicant.Province.Value,
            applicant.Tier,
            DrawRules.ReasonOf(applicant)),
        applicant.Participant);

    /// <summary>The entries in the order of their pseudonyms; an item is block × <see cref="BlockLength"/> + place.</summary>
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
            tree.Add(chunk.Root.ToArray());
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
