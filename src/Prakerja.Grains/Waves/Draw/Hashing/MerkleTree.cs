using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The Merkle tree hash of RFC 6962, section 2.1, over leaves that are added one by one. It keeps one hash for each bit
/// of the number of leaves, so a roll of millions needs no more memory than a short one.
/// </summary>
public sealed class MerkleTree
{
    public const int HashLength = SHA256.HashSizeInBytes;

    // As many as a count of 32 bits has bits.
    private const int RootsMax = 32;

    // The roots of full subtrees, from the largest to the smallest; their sizes are the bits of the count. One buffer:
    // six million records would need twelve million arrays.
    private readonly byte[] roots = new byte[RootsMax * HashLength];
    private int rootCount;

    public long Count { get; private set; }

    /// <summary>The hash of a leaf: SHA-256 of 0x00 and the record.</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> record)
    {
        var hash = new byte[HashLength];
        HashLeaf(record, hash);
        return hash;
    }

    /// <summary>The hash of a node: SHA-256 of 0x01, the left and the right hash.</summary>
    public static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashLength];
        HashNode(left, right, hash);
        return hash;
    }

    /// <summary>
    /// Adds the next leaf, or the root of a subtree. All subtrees have the same number of leaves, a power of two,
    /// except the last one.
    /// </summary>
    public void Add(ReadOnlySpan<byte> hash)
    {
        hash.CopyTo(RootAt(rootCount++));
        CompleteSubtrees();
    }

    /// <summary>Adds the leaf of a record.</summary>
    public void AddRecord(ReadOnlySpan<byte> record)
    {
        HashLeaf(record, RootAt(rootCount++));
        CompleteSubtrees();
    }

    /// <summary>The root over all leaves so far; of no leaves the hash of no bytes.</summary>
    public byte[] ComputeRoot()
    {
        if (rootCount == 0) return SHA256.HashData([]);
        var root = RootAt(rootCount - 1).ToArray();
        for (var i = rootCount - 2; i >= 0; i--) HashNode(RootAt(i), root, root);
        return root;
    }

    /// <summary>The root of records.</summary>
    /// <param name="stride">Bytes from one record to the next; more than a record when results are between.</param>
    public static byte[] RootOf(ReadOnlySpan<byte> records, int stride = DrawRecords.Length)
    {
        var tree = new MerkleTree();
        tree.AddRecords(records, stride);
        return tree.ComputeRoot();
    }

    /// <summary>
    /// Adds records as subtrees of <see cref="DrawRecords.PerChunk"/>. They begin a subtree, and only the last records
    /// of the tree may leave one incomplete.
    /// </summary>
    public void AddRecords(ReadOnlySpan<byte> records, int stride = DrawRecords.Length)
    {
        var chunk = DrawRecords.PerChunk * stride;
        for (var at = 0; at < records.Length; at += chunk)
        {
            HashChunk(records.Slice(at, Math.Min(chunk, records.Length - at)), stride, RootAt(rootCount++));
            CompleteSubtrees();
        }
    }

    /// <summary>The hashes of the records of a chunk.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> LeavesOf(ReadOnlySpan<byte> records)
    {
        var leaves = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(records.Length / DrawRecords.Length);
        for (var at = 0; at < records.Length; at += DrawRecords.Length)
            leaves.Add(HashLeaf(records.Slice(at, DrawRecords.Length)));
        return leaves.MoveToImmutable();
    }

    /// <summary>
    /// The audit path of RFC 6962, section 2.1.1: the sibling hashes of one leaf, from the lowest to the root. The
    /// leaves may also be roots of subtrees, as in <see cref="Add"/>.
    /// </summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> PathOf(
        ReadOnlySpan<ReadOnlyMemory<byte>> leaves, int index)
    {
        var path = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        AddPath(leaves, index, path);
        return path.ToImmutable();
    }

    /// <summary>
    /// All levels of the tree, from the leaves to the root. Without them the path of one entry would need
    /// thousands of hashes on a roll of millions.
    /// </summary>
    public static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> LevelsOf(
        ImmutableArray<ReadOnlyMemory<byte>> leaves)
    {
        var levels = ImmutableArray.CreateBuilder<ImmutableArray<ReadOnlyMemory<byte>>>();
        levels.Add(leaves);
        while (levels[^1].Length > 1)
        {
            var lower = levels[^1];
            var level = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>((lower.Length + 1) / 2);
            for (var i = 0; i < lower.Length; i += 2)
                level.Add(i + 1 < lower.Length ? HashNode(lower[i].Span, lower[i + 1].Span) : lower[i]);
            levels.Add(level.MoveToImmutable());
        }

        return levels.ToImmutable();
    }

    /// <summary>The same path as <see cref="PathOf"/>, from levels that were computed before.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> PathIn(
        ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> levels, int index)
    {
        var path = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        foreach (var level in levels)
        {
            // The last node of an odd level has no sibling: it is part of the next level as it is.
            if ((index ^ 1) < level.Length && level.Length > 1) path.Add(level[index ^ 1]);
            index >>= 1;
        }

        return path.ToImmutable();
    }

    private static void AddPath(
        ReadOnlySpan<ReadOnlyMemory<byte>> leaves, int index, ImmutableArray<ReadOnlyMemory<byte>>.Builder path)
    {
        if (leaves.Length <= 1) return;
        var split = (int)(BitOperations.RoundUpToPowerOf2((uint)leaves.Length) / 2);
        var left = leaves[..split];
        var right = leaves[split..];
        if (index < split) AddPath(left, index, path);
        else AddPath(right, index - split, path);
        path.Add(RootOf(index < split ? right : left));
    }

    private static byte[] RootOf(ReadOnlySpan<ReadOnlyMemory<byte>> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves) tree.Add(leaf.Span);
        return tree.ComputeRoot();
    }

    // Each trailing zero of the new count completes one larger subtree.
    private void CompleteSubtrees()
    {
        Count++;
        for (var merges = BitOperations.TrailingZeroCount(Count); merges > 0; merges--)
        {
            rootCount--;
            HashNode(RootAt(rootCount - 1), RootAt(rootCount), RootAt(rootCount - 1));
        }
    }

    private Span<byte> RootAt(int index) => roots.AsSpan(index * HashLength, HashLength);

    /// <summary>
    /// Hashes a subtree level by level. The last node of an odd level moves up unchanged, as in RFC 6962.
    /// </summary>
    private static void HashChunk(ReadOnlySpan<byte> records, int stride, Span<byte> root)
    {
        const int leaf = 1 + DrawRecords.Length;
        const int node = 1 + HashLength + HashLength;
        var count = records.Length / stride;
        Span<byte> texts = stackalloc byte[DrawRecords.PerChunk * leaf];
        Span<byte> hashes = stackalloc byte[DrawRecords.PerChunk * HashLength];
        for (var i = 0; i < count; i++)
        {
            texts[i * leaf] = 0;
            records.Slice(i * stride, DrawRecords.Length).CopyTo(texts[((i * leaf) + 1)..]);
        }

        BatchedSha256.Hash(texts[..(count * leaf)], leaf, hashes);
        while (count > 1)
        {
            var pairs = count / 2;
            for (var i = 0; i < pairs; i++)
            {
                texts[i * node] = 1;
                hashes.Slice(i * 2 * HashLength, 2 * HashLength).CopyTo(texts[((i * node) + 1)..]);
            }

            BatchedSha256.Hash(texts[..(pairs * node)], node, hashes);
            if (count % 2 == 1) Move(hashes, count - 1, pairs);
            count -= pairs;
        }

        hashes[..HashLength].CopyTo(root);
    }

    private static void HashLeaf(ReadOnlySpan<byte> record, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[1 + DrawRecords.Length];
        text[0] = 0;
        record.CopyTo(text[1..]);
        SHA256.HashData(text[..(1 + record.Length)], hash);
    }

    private static void Move(Span<byte> hashes, int from, int to) =>
        hashes.Slice(from * HashLength, HashLength).CopyTo(hashes[(to * HashLength)..]);

    // The hash may be written over one of the two: they are copied first.
    private static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[1 + HashLength + HashLength];
        text[0] = 1;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + HashLength)..]);
        SHA256.HashData(text, hash);
    }
}
