using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>What every store of sealed rolls and results does, and what a draw reads of the roll.</summary>
public abstract class DrawFilesContract
{
    private const int Wave = 1;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected abstract Task<CommitStore> NewStoreAsync();

    [Fact]
    public async Task Chunks_of_a_roll_are_read_as_written_in_order()
    {
        await using var store = await NewStoreAsync();
        var chunks = Enumerable.Range(0, 300).Select(Chunk).ToArray(); // more than a batch and several pages

        await store.DrawFiles.WriteRollAsync(Wave, 1, chunks);

        var read = await ListAsync(store.DrawFiles.ReadRollAsync(Wave, 1, withParticipants: true, Cancelled));
        Assert.Equal(chunks.Select(Text), read.Select(Text));
        var published = await ListAsync(store.DrawFiles.ReadRollAsync(Wave, 1, withParticipants: false, Cancelled));
        Assert.Equal(
            chunks.Select(chunk => Text(chunk with { Participants = default, Households = default })),
            published.Select(Text));
        var roots = await store.DrawFiles.ReadChunkRootsAsync(Wave, 1);
        Assert.Equal(chunks.Select(chunk => Text(chunk.Root)), roots.Select(Text));
    }

    [Fact]
    public async Task A_buffer_may_be_used_again_for_the_next_chunk()
    {
        await using var store = await NewStoreAsync();
        var buffer = new byte[1];
        IEnumerable<ReadOnlyMemory<byte>> Results()
        {
            for (; buffer[0] < 3; buffer[0]++) yield return buffer;
        }

        await store.DrawFiles.WriteResultAsync(Wave, 1, Results());

        var read = await ListAsync(store.DrawFiles.ReadResultAsync(Wave, 1, Cancelled));
        Assert.Equal(["00", "01", "02"], read.Select(Text));
    }

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, 0)]
    [InlineData(199, 0)]
    [InlineData(200, 1)]
    [InlineData(400, 2)]
    public async Task The_chunk_of_a_pseudonym_is_the_last_one_that_begins_at_or_below_it(int pseudonym, int? number)
    {
        await using var store = await NewStoreAsync();
        await store.DrawFiles.WriteRollAsync(Wave, 1, Enumerable.Range(0, 3).Select(Chunk));

        var found = await store.DrawFiles.FindChunkAsync(Wave, 1, Ordered(pseudonym));

        Assert.Equal(number, found?.Number);
        Assert.Equal(number is { } place ? Text(Chunk(place)) : null, found is null ? null : Text(found));
    }

    [Fact]
    public async Task Results_are_replaced_and_read_in_order()
    {
        await using var store = await NewStoreAsync();
        var first = Enumerable.Range(0, 2000).Select(n => (ReadOnlyMemory<byte>)BitConverter.GetBytes(n)).ToArray();
        var second = first.Select(chunk => (ReadOnlyMemory<byte>)(byte[])[7, .. chunk.Span]).ToArray();

        await store.DrawFiles.WriteResultAsync(Wave, 1, first);
        await store.DrawFiles.WriteResultAsync(Wave, 1, second);

        var read = await ListAsync(store.DrawFiles.ReadResultAsync(Wave, 1, Cancelled));
        Assert.Equal(second.Select(Text), read.Select(Text));
        Assert.Equal(Text(second[1999]), Text(await store.DrawFiles.ReadResultChunkAsync(Wave, 1, 1999)));
        Assert.True((await store.DrawFiles.ReadResultChunkAsync(Wave, 1, 2000)).IsEmpty);
    }

    [Fact]
    public async Task Other_attempts_of_the_wave_are_deleted_and_other_waves_stay()
    {
        await using var store = await NewStoreAsync();
        foreach (var (wave, attempt) in ((int, long)[])[(Wave, 1), (Wave, 2), (Wave, 3), (2, 1)])
        {
            await store.DrawFiles.WriteRollAsync(wave, attempt, Enumerable.Range(0, 70).Select(Chunk));
            await store.DrawFiles.WriteResultAsync(wave, attempt, [new byte[] { 1 }]);
        }

        await store.DrawFiles.DeleteOtherAttemptsAsync(Wave, 2);

        const string attempts = "SELECT count(*) FROM draw_roll WHERE wave = 1 AND attempt <> 2";
        Assert.Equal(0, await store.NumberAsync(attempts));
        Assert.Equal(0, await store.NumberAsync(attempts.Replace("roll", "result", StringComparison.Ordinal)));
        Assert.Equal(70, (await store.DrawFiles.ReadChunkRootsAsync(Wave, 2)).Length);
        Assert.Equal(70, (await store.DrawFiles.ReadChunkRootsAsync(2, 1)).Length);
        Assert.False((await store.DrawFiles.ReadResultChunkAsync(2, 1, 0)).IsEmpty);
    }

    [Fact]
    public async Task The_whole_roll_is_read_with_what_decides_before_the_draw()
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(
            Given.OpenWave(1),
            Given.OpenWave(2),
            Given.Commit(4) with { RollEntry = Given.Entry(1, 4, household: 7) },
            Given.Commit(5) with { RollEntry = Given.Entry(1, 5, household: 8) },
            Given.Commit(6) with
            {
                RollEntry = Given.Entry(1, 6, household: 9) with { SetAside = NotSelectedReason.TestFailed },
            },
            Given.Commit(7) with { RollEntry = Given.Entry(2, 7, household: 7) },
            Given.Commit(16) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(7), 1)] },
            new Commit
            {
                Grain = new GrainKey("exclusions", "x-1"),
                ExpectedVersion = null,
                State = "{}"u8.ToArray(),
                Claims =
                [
                    new Claim(ClaimKind.ExcludedPolice, Given.Hash(5)),
                    new Claim(ClaimKind.ExcludedMilitary, Given.Hash(5)),
                    new Claim(ClaimKind.Wallet, Given.Hash(4)),
                ],
            });
        await store.Awards.AddAsync(2, [new Winner(Given.Hash(7), Given.Hash(107))], 2);

        var read = new List<Applicant>();
        await store.Rolls.ReadAllAsync(1, read.Add, Cancelled);

        var province = new ProvinceCode(31);
        Assert.Equal(
            new HashSet<Applicant>
            {
                // One slot is taken and one is reserved.
                new(Given.Hash(4), Given.Hash(7), province, 2, null, 2, null),
                new(Given.Hash(5), Given.Hash(8), province, 2, null, 0, ClaimKind.ExcludedMilitary),
                new(Given.Hash(6), Given.Hash(9), province, 2, NotSelectedReason.TestFailed, 0, null),
            },
            [.. read]);
        Assert.Equal(3, read.Count);
    }

    private static KeyedHash Ordered(int number) => new((ulong)number, 0);

    private static RollChunk Chunk(int number) => new(
        number, Ordered((number + 1) * 100), Bytes(32, number), Bytes(9216, number), Bytes(4096, number),
        number % 2 == 0 ? Bytes(4096, number + 1) : default); // an earlier version stored none

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)((i * 31) + seed);
        return bytes;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    private static string Text(RollChunk chunk) =>
        $"{chunk.Number} {chunk.First} {Text(chunk.Root)} {Text(chunk.Records)} {Text(chunk.Participants)} "
        + Text(chunk.Households);

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items) list.Add(item);
        return list;
    }
}
