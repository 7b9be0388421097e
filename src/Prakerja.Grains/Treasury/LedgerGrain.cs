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
    public async Task<LedgerFigures> GetFigures()
    {
        // The end of the log is read before the figures, so the figures are at least as new as the position says.
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
            return new ValueTask<LedgerState>(LedgerRules.Apply(state, events));
        }
        catch (LedgerImbalanceException exception)
        {
            LogLedgerStopped(logger, Partition, LastEvent, exception);
            throw;
        }
    }

    [LoggerMessage(1101, LogLevel.Critical,
        "The ledger of partition {Partition} stops after event {LastEvent}: the next event does not balance.")]
    private static partial void LogLedgerStopped(
        ILogger logger, int partition, long lastEvent, Exception exception);
}

/// <summary>The JSON form of a partition's stored ledger.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SubscriberRow<LedgerState>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
