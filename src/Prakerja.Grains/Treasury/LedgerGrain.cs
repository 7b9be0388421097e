using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Treasury;

/// <inheritdoc cref="ILedgerGrain"/>
[GrainType("ledger")]
internal sealed partial class LedgerGrain(
    ICommitLog commits, IEventLogReader log, ILogger<LedgerGrain> logger)
    : EventSubscriberGrain<LedgerState>(commits, log, LedgerJson.Default.SubscriberRowLedgerState),
        ILedgerGrain
{
    public async Task<LedgerFigures> GetBooks()
    {
        // First how far there is to go, then the books: at worst they have come further than asked for.
        var lastInLog = await LastInLogAsync();
        return new LedgerFigures(
            State.Accounts,
            State.EventCounts,
            [.. State.Waves.Values],
            new LedgerPosition(Partition, LastEvent, lastInLog));
    }

    public Task<ProviderFigures> GetProviderFigures(string provider) =>
        Task.FromResult(State.Providers.GetValueOrDefault(provider) ?? ProviderFigures.None);

    protected override ValueTask<LedgerState> Handle(LedgerState state, IReadOnlyList<LoggedEvent> events)
    {
        try
        {
            return new ValueTask<LedgerState>(LedgerRules.Take(state, events));
        }
        catch (LedgerImbalanceException exception)
        {
            BooksStopped(logger, Partition, LastEvent, exception);
            throw;
        }
    }

    [LoggerMessage(1101, LogLevel.Critical,
        "The books of partition {Partition} stop after event {LastEvent}: what follows does not balance.")]
    private static partial void BooksStopped(
        ILogger logger, int partition, long lastEvent, Exception exception);
}

/// <summary>How the books of a partition are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SubscriberRow<LedgerState>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
