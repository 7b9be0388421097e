using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>Orleans' own ADO.NET storage on a database, without a silo around it.</summary>
internal static class StockStorage
{
    public static async Task<AdoNetGrainStorage> OpenAsync(CommitStore store)
    {
        var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var options = new AdoNetGrainStorageOptions
        {
            Invariant = store.Invariant,
            ConnectionString = store.ConnectionString,
            GrainStorageSerializer = new PlainJsonStorageSerializer(JsonSerializerOptions.Web),
        };
        var storage = new AdoNetGrainStorage(
            services.GetRequiredService<IActivatorProvider>(),
            NullLogger<AdoNetGrainStorage>.Instance,
            Options.Create(options),
            Options.Create(new ClusterOptions { ServiceId = "prakerja", ClusterId = "prakerja" }),
            "stock");
        var start = new Start();
        storage.Participate(start);
        await start.RunAsync();
        return storage;
    }

    /// <summary>The part of a silo's life the storage waits for: its start.</summary>
    private sealed class Start : ISiloLifecycle, IDisposable
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
}
