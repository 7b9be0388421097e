using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Prakerja.Grains.Persistence;

namespace Prakerja.Benchmarks.Cluster.CommitLogs;

/// <summary>A participant of the benchmark: one command, answered once it is durable.</summary>
[Alias("IBenchmarkParticipant"), GrainInterfaceType("IBenchmarkParticipant")]
public interface IBenchmarkParticipant : IGrainWithStringKey
{
    [Alias("Join")]
    Task Join();
}

/// <summary>
/// Sizes of state and event: both kinds of grain write the state; only the commit log writes the event.
/// </summary>
public static class ParticipantBytes
{
    public const int State = 550;
    public const int Event = 120;
}

/// <summary>State and event in one commit of the log.</summary>
[GrainType("log-participant")]
public sealed class LogParticipantGrain(ICommitLog commits) : Grain, IBenchmarkParticipant
{
    public const string TypeName = "log-participant";

    private static readonly byte[] State =
        [.. "{\"text\":\""u8, .. Enumerable.Repeat((byte)'x', ParticipantBytes.State - 12), .. "\"}"u8];

    private static readonly byte[] Event = RandomNumberGenerator.GetBytes(ParticipantBytes.Event);

    private long? version;

    private GrainKey Key => new(TypeName, this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        version = (await commits.ReadAsync(Key))?.Version;

    public async Task Join()
    {
        var outcome = await commits.CommitAsync(new Commit
        {
            Grain = Key,
            ExpectedVersion = version,
            State = State,
            Events = [new NewEvent("participant.joined", TimeProvider.System.GetUtcNow(), Event)],
        });
        if (outcome.Status != CommitStatus.Committed)
            throw new StoreUnavailableException(outcome.Status.ToString());
        version = outcome.Version;
    }
}

/// <summary>Writes only the state with the storage of Orleans: one statement and one commit for each call.</summary>
[GrainType("stock-participant")]
public sealed class StockParticipantGrain(
    [PersistentState(StockParticipantGrain.TypeName, StockParticipantGrain.Storage)]
    IPersistentState<StockParticipant> stored) : Grain, IBenchmarkParticipant
{
    public const string TypeName = "stock-participant";
    public const string Storage = "stock";

    public Task Join()
    {
        stored.State.Joined++;
        return stored.WriteStateAsync();
    }
}

[GenerateSerializer, Alias("benchmark-stock-participant")]
public sealed class StockParticipant
{
    [Id(0)]
    public long Joined { get; set; }

    [Id(1), JsonInclude]
    public string Text { get; private set; } = new('x', ParticipantBytes.State - 30);
}
