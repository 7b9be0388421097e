using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Prakerja.Grains.Programme;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Stores;

/// <summary>
/// First writes of states of the same size by the ADO.NET storage of Orleans, on the same tables and settings.
/// </summary>
internal sealed class StockStates : IAsyncDisposable
{
    /// <summary>
    /// Connections to PostgreSQL. Each write holds one until it is done, so a node's own 24 would be its limit.
    /// </summary>
    private const int Connections = 64;

    private const int PayloadBytes = 550;

    private static readonly string Text = new('x', PayloadBytes - 12);

    private readonly ServiceProvider services =
        new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly AdoNetGrainStorage storage;
    private long count;

    private StockStates(string invariant, string connectionString) => storage = new AdoNetGrainStorage(
        services.GetRequiredService<IActivatorProvider>(),
        NullLogger<AdoNetGrainStorage>.Instance,
        Options.Create(new AdoNetGrainStorageOptions
        {
            Invariant = invariant,
            ConnectionString = connectionString,
            GrainStorageSerializer = new PlainJsonStorageSerializer(JsonSerializerOptions.Web),
        }),
        Options.Create(new ClusterOptions { ServiceId = "prakerja", ClusterId = "prakerja" }),
        "stock");

    public long Count => Interlocked.Read(ref count);

    /// <summary>The same database with the connections of the stock storage.</summary>
    public static string WithConnections(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = Connections }.ToString();

    public static async Task<StockStates> OpenAsync(string invariant, string connectionString)
    {
        var states = new StockStates(invariant, connectionString);
        using var start = new StorageStart();
        states.storage.Participate(start);
        await start.RunAsync();
        return states;
    }

    public async ValueTask WriteAsync()
    {
        var hash = KeyedHash.FromBytes(RandomNumberGenerator.GetBytes(KeyedHash.LengthBytes));
        await storage.WriteStateAsync(
            "participant",
            GrainId.Create("participant", $"p-{hash}"),
            new GrainState<Stored>(new Stored { Text = Text }));
        Interlocked.Increment(ref count);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>The lifecycle that the storage subscribes to.</summary>
    private sealed class StorageStart : ISiloLifecycle, IDisposable
    {
        private readonly List<ILifecycleObserver> observers = [];

        public int HighestCompletedStage => int.MaxValue;

        public int LowestStoppedStage => int.MaxValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            observers.Add(observer);
            return this;
        }

        public async Task RunAsync()
        {
            foreach (var observer in observers)
                await observer.OnStart(CancellationToken.None);
        }

        public void Dispose()
        {
        }
    }

    internal sealed class Stored
    {
        public string Text { get; set; } = "";
    }
}
