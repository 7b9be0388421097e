using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Prakerja.Grains.Commits;
using Prakerja.Silo.Commits;

namespace Prakerja.Benchmarks;

/// <summary>First writes of states of the same size by Orleans' ADO.NET storage, on the same tables and settings.</summary>
internal sealed class StockStates : IAsyncDisposable
{
    private const int PayloadBytes = 550;

    private static readonly string Text = new('x', PayloadBytes - 12);

    private readonly SqliteDatabase database;
    private readonly ServiceProvider services;
    private readonly AdoNetGrainStorage storage;

    private StockStates(SqliteDatabase database, ServiceProvider services)
    {
        (this.database, this.services) = (database, services);
        storage = new AdoNetGrainStorage(
            services.GetRequiredService<IActivatorProvider>(),
            NullLogger<AdoNetGrainStorage>.Instance,
            Options.Create(new AdoNetGrainStorageOptions
            {
                Invariant = "System.Data.SQLite",
                ConnectionString = database.ConnectionString,
                GrainStorageSerializer = new PlainJsonStorageSerializer(JsonSerializerOptions.Web),
            }),
            Options.Create(new ClusterOptions { ServiceId = "prakerja", ClusterId = "prakerja" }),
            "stock");
    }

    public static async Task<StockStates> OpenAsync(string directory)
    {
        var database = SqliteDatabase.Open(
            new SqliteOptions { DataDirectory = directory }, default, expectExisting: false, TimeProvider.System);
        var states = new StockStates(database, new ServiceCollection().AddSerializer().BuildServiceProvider());
        using var start = new StorageStart();
        states.storage.Participate(start);
        await start.RunAsync();
        return states;
    }

    public async ValueTask WriteAsync()
    {
        var hash = KeyedHash.FromBytes(RandomNumberGenerator.GetBytes(KeyedHash.LengthBytes));
        await storage.WriteStateAsync(
            "participant", GrainId.Create("participant", $"p-{hash}"), new GrainState<Stored>(new Stored { Text = Text }));
    }

    /// <summary>Copies as many states from the other contestant; written one by one they would take hours.</summary>
    public async Task FillAsync(int participants, Joins from)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        command.CommandText = """
            ATTACH $from AS filled;
            INSERT INTO grain_state (type, key, version, payload)
            SELECT type, key, version, payload FROM filled.grain_state WHERE type = 'participant' LIMIT $count;
            DETACH filled;
            """;
        command.Parameters.AddWithValue("$from", new SqliteConnectionStringBuilder(from.ConnectionString).DataSource);
        command.Parameters.AddWithValue("$count", participants);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        database.Dispose();
        await services.DisposeAsync();
    }

    /// <summary>The part of a silo's life the storage waits for.</summary>
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
