using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Waves;
using Prakerja.TestCommon;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>The Merkle tree hash and the audit paths of RFC 6962, against the recursive definitions.</summary>
public sealed class MerkleTreeTests
{
    private const int SizeMax = 600;

    private static readonly byte[][] Records = [.. Enumerable.Range(1, SizeMax).Select(RecordBytes)];

    [Fact]
    public void The_root_of_no_records_is_the_hash_of_no_bytes() => Assert.Equal(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Convert.ToHexStringLower(new MerkleTree().ComputeRoot()));

    [Fact]
    public void The_root_equals_the_recursive_definition_for_every_size()
    {
        var tree = new MerkleTree();
        for (var size = 0; size <= SizeMax; size++)
        {
            Assert.Equal(RootOf(Records[..size]), tree.ComputeRoot());
            Assert.Equal(size, tree.Count);
            if (size < SizeMax) tree.AddRecord(Records[size]);
        }
    }

    [Fact]
    public void The_root_of_a_chunk_equals_the_recursive_definition()
    {
        foreach (var size in new[] { 0, 1, 2, 3, 255, 256 })
            Assert.Equal(
                RootOf(Records[..size]), MerkleTree.RootOf(Records[..size].SelectMany(bytes => bytes).ToArray()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(600)]
    public void Every_audit_path_equals_the_recursive_definition_and_leads_to_the_root(int size)
    {
        var records = Records[..size];
        var leaves = MerkleTree.LeavesOf(records.SelectMany(bytes => bytes).ToArray());
        var levels = MerkleTree.LevelsOf(leaves);
        var root = RootOf(records);
        for (var i = 0; i < size; i++)
        {
            var path = MerkleTree.PathOf(leaves.AsSpan(), i);
            Assert.Equal(Hex(path), Hex(MerkleTree.PathIn(levels, i)));
            Assert.Equal(Hex(PathOf(records, i)), Hex(path));
            Assert.Equal(root, AuditPath.RootFrom(records[i], i, size, path));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(300)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(600)]
    public void The_path_within_a_chunk_and_the_path_of_the_chunk_make_the_path_of_the_whole(int size)
    {
        var chunks = Records[..size].Chunk(DrawRecords.PerChunk)
            .Select(chunk => chunk.SelectMany(bytes => bytes).ToArray()).ToList();
        ImmutableArray<ReadOnlyMemory<byte>> roots =
            [.. chunks.Select(chunk => (ReadOnlyMemory<byte>)MerkleTree.RootOf(chunk))];
        for (var i = 0; i < size; i++)
        {
            var (number, place) = Math.DivRem(i, DrawRecords.PerChunk);
            ImmutableArray<ReadOnlyMemory<byte>> path =
            [
                .. MerkleTree.PathOf(MerkleTree.LeavesOf(chunks[number]).AsSpan(), place),
                .. MerkleTree.PathOf(roots.AsSpan(), number),
            ];
            Assert.Equal(Hex(PathOf(Records[..size], i)), Hex(path));
        }
    }

    [Fact]
    public void The_roots_of_the_chunks_make_the_root_of_the_whole()
    {
        for (var size = 1; size <= SizeMax; size++)
        {
            var tree = new MerkleTree();
            foreach (var chunk in Records[..size].Chunk(DrawRecords.PerChunk))
                tree.Add(MerkleTree.RootOf(chunk.SelectMany(bytes => bytes).ToArray()));
            Assert.Equal(RootOf(Records[..size]), tree.ComputeRoot());
        }
    }

    [Fact]
    public void Another_record_another_place_or_another_path_does_not_lead_to_the_root()
    {
        const int size = 300;
        var leaves = MerkleTree.LeavesOf(Records[..size].SelectMany(bytes => bytes).ToArray());
        var root = RootOf(Records[..size]);
        var path = MerkleTree.PathOf(leaves.AsSpan(), 41);

        Assert.NotEqual(root, AuditPath.RootFrom(Records[42], 41, size, path));
        Assert.NotEqual(root, AuditPath.RootFrom(Records[41], 40, size, path));
        Assert.NotEqual(root, AuditPath.RootFrom(Records[41], 41, size, path[1..]));
    }

    private static byte[] RecordBytes(int number)
    {
        var bytes = new byte[DrawRecords.Length];
        DrawRecords.Write(Record((ulong)number), bytes);
        return bytes;
    }

    /// <summary>MTH of RFC 6962, section 2.1.</summary>
    private static byte[] RootOf(byte[][] records)
    {
        if (records.Length == 0) return SHA256.HashData([]);
        if (records.Length == 1) return SHA256.HashData([0, .. records[0]]);
        var split = SplitOf(records.Length);
        return SHA256.HashData([1, .. RootOf(records[..split]), .. RootOf(records[split..])]);
    }

    /// <summary>PATH of RFC 6962, section 2.1.1.</summary>
    private static List<ReadOnlyMemory<byte>> PathOf(byte[][] records, int index)
    {
        if (records.Length <= 1) return [];
        var split = SplitOf(records.Length);
        return index < split
            ? [.. PathOf(records[..split], index), RootOf(records[split..])]
            : [.. PathOf(records[split..], index - split), RootOf(records[..split])];
    }

    private static int SplitOf(int count)
    {
        var split = 1;
        while (split * 2 < count) split *= 2;
        return split;
    }

    private static string Hex(IEnumerable<ReadOnlyMemory<byte>> path) =>
        string.Join(' ', path.Select(hash => Convert.ToHexStringLower(hash.Span)));
}
