using System.Text;
using Orleans.Storage;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>Orleans' own storage and the commit log, on the same rows of either engine.</summary>
public abstract class StockStorageContract
{
    private static readonly GrainKey Key = new("thing", "t-1");
    private static readonly GrainId Id = GrainId.Create("thing-grain", Key.Key);

    private protected abstract Task<CommitStore> NewStoreAsync();

    [Fact]
    public async Task What_the_commit_log_wrote_the_stock_storage_reads_and_may_write_next()
    {
        await using var store = await NewStoreAsync();
        await store.Log.CommitAsync(Write(null, "log") with
        {
            Deadline = DeadlineChange.To(Given.Closes),
            Events = [new NewEvent("e", Given.Opens, "{}"u8.ToArray())],
        });
        var stock = await StockStorage.OpenAsync(store);
        var state = new GrainState<Thing>();

        await stock.ReadStateAsync(Key.Type, Id, state);
        Assert.True(state.RecordExists);
        Assert.Equal(("1", "log"), (state.ETag, state.State!.Name));

        state.State = new Thing("stock");
        await stock.WriteStateAsync(Key.Type, Id, state);
        Assert.Equal("2", state.ETag);

        // The log goes on from there; its deadline and history were not touched.
        var stored = await store.Log.ReadAsync(Key);
        Assert.Equal((2, """{"name":"stock"}"""), (stored!.Version, Encoding.UTF8.GetString(stored.Payload.Span)));
        Assert.Equal(CommitStatus.VersionConflict, (await store.Log.CommitAsync(Write(1, "late"))).Status);
        Assert.Equal(3, (await store.Log.CommitAsync(Write(2, "log again"))).Version);
        Assert.Equal(1, await store.NumberAsync("SELECT count(*) FROM grain_state WHERE due_at IS NOT NULL"));
        Assert.Single(await store.Events.ReadEventsOfGrainAsync(Key, 0, 10));
        await Assert.ThrowsAsync<InconsistentStateException>(() => stock.WriteStateAsync(Key.Type, Id, state));
    }

    [Fact]
    public async Task What_the_stock_storage_wrote_the_commit_log_reads_and_may_write_next()
    {
        await using var store = await NewStoreAsync();
        var stock = await StockStorage.OpenAsync(store);
        var state = new GrainState<Thing>(new Thing("stock"));
        await stock.WriteStateAsync(Key.Type, Id, state);
        Assert.Equal("1", state.ETag);

        Assert.Equal(1, (await store.Log.ReadAsync(Key))!.Version);
        Assert.Equal(CommitStatus.VersionConflict, (await store.Log.CommitAsync(Write(null, "first?"))).Status);
        Assert.Equal(2, (await store.Log.CommitAsync(Write(1, "log"))).Version);

        await stock.ReadStateAsync(Key.Type, Id, state);
        Assert.Equal(("2", "log"), (state.ETag, state.State!.Name));
        await stock.WriteStateAsync(Key.Type, Id, state);
        Assert.Equal("3", state.ETag);
    }

    [Fact]
    public async Task Of_concurrent_first_writes_exactly_one_succeeds()
    {
        await using var store = await NewStoreAsync();
        var stock = await StockStorage.OpenAsync(store);
        for (var round = 0; round < 10; round++)
        {
            var id = GrainId.Create("thing-grain", $"t-race-{round}");
            var writes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            {
                try
                {
                    await stock.WriteStateAsync(Key.Type, id, new GrainState<Thing>(new Thing($"{i}")));
                    return true;
                }
                catch (InconsistentStateException)
                {
                    return false;
                }
            })));
            Assert.Single(writes, succeeded => succeeded);
        }

        Assert.Equal(10, await store.NumberAsync("SELECT count(*) FROM grain_state"));
    }

    [Fact]
    public async Task A_cleared_state_is_written_again_with_the_version_it_has()
    {
        await using var store = await NewStoreAsync();
        var stock = await StockStorage.OpenAsync(store);
        var state = new GrainState<Thing>(new Thing("stock"));
        await stock.WriteStateAsync(Key.Type, Id, state);

        await stock.ClearStateAsync(Key.Type, Id, state);
        Assert.False(state.RecordExists);
        var read = new GrainState<Thing>();
        await stock.ReadStateAsync(Key.Type, Id, read);
        Assert.False(read.RecordExists);

        state.State = new Thing("again");
        await stock.WriteStateAsync(Key.Type, Id, state);
        Assert.Equal("3", state.ETag);
    }

    [Fact]
    public async Task Keys_that_look_like_numbers_or_guids_have_rows_of_their_own()
    {
        await using var store = await NewStoreAsync();
        var stock = await StockStorage.OpenAsync(store);
        string[] keys = ["0", "1", "2+ext", Guid.NewGuid().ToString("n"), "t-0", "provider/namespace/key"];
        foreach (var key in keys)
            await stock.WriteStateAsync(Key.Type, GrainId.Create("g", key), new GrainState<Thing>(new Thing(key)));

        foreach (var key in keys)
        {
            var state = new GrainState<Thing>();
            await stock.ReadStateAsync(Key.Type, GrainId.Create("g", key), state);
            Assert.Equal(key, state.State!.Name);
        }

        Assert.Equal(keys.Length, await store.NumberAsync("SELECT count(*) FROM grain_state"));
    }

    [Fact]
    public async Task The_stock_storage_gets_its_turn_while_the_commit_log_writes_without_a_pause()
    {
        await using var store = await NewStoreAsync();
        var stock = await StockStorage.OpenAsync(store);
        using var done = new CancellationTokenSource();
        var people = 0;
        var rush = Enumerable.Range(0, 256).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await store.Log.CommitAsync(Given.Commit(Interlocked.Increment(ref people)));
        })).ToArray();

        for (var i = 0; i < 10; i++)
            await stock.WriteStateAsync(Key.Type, GrainId.Create("g", $"t-{i}"), new GrainState<Thing>(new Thing("x")));
        await done.CancelAsync();
        await Task.WhenAll(rush);
    }

    private static Commit Write(long? version, string name) => new()
    {
        Grain = Key,
        ExpectedVersion = version,
        State = Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}"""),
    };
}

[GenerateSerializer, Alias("test-thing")]
public sealed class Thing
{
    public Thing()
    {
    }

    public Thing(string name) => Name = name;

    [Id(0)]
    public string Name { get; set; } = "";
}
