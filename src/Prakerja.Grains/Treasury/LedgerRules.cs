using System.Text.Json;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Treasury;

/// <summary>
/// Double-entry bookkeeping over the event log. The postings of each event balance, so the total of all accounts is 0.
/// </summary>
public static class LedgerRules
{
    /// <summary>Applies events in the order of the log.</summary>
    /// <exception cref="LedgerImbalanceException">The postings of an event do not balance.</exception>
    public static LedgerState Apply(LedgerState state, IEnumerable<LoggedEvent> events) =>
        events.Aggregate(state, Apply);

    /// <summary>Applies an event of a participant.</summary>
    /// <param name="number">The event's number in the log, for the message of an exception.</param>
    /// <exception cref="LedgerImbalanceException">The postings of the event do not balance.</exception>
    public static LedgerState Apply(LedgerState state, ParticipantEvent @event, long number)
    {
        if (@event is IMoneyMovement movement)
            state = state with { Accounts = Post(state.Accounts, movement, number) };
        return @event switch
        {
            CardGranted e => OfWave(state, e.Wave, wave => wave with { Granted = wave.Granted + 1 }),
            CardLapsed e => OfWave(state, e.Wave, wave => wave with { Lapsed = wave.Lapsed + 1 }),
            CardExpired e => OfWave(state, e.Wave, wave => wave with { Expired = wave.Expired + 1 }),
            CardCancelled e => OfWave(state, e.Wave, wave => wave with { Cancelled = wave.Cancelled + 1 }),
            CodeRedeemed e => OfProvider(state, e.Provider, new(1, 0, 0, 0, 0)),
            TrainingCompleted e => OfProvider(state, e.Provider, new(0, 1, 0, 0, 0)),
            CertificateIssued e => OfProvider(state, e.Provider, new(0, 0, 1, 0, 0)),
            CourseReviewed e => OfProvider(state, e.Provider, new(0, 0, 0, 1, e.Rating)),
            _ => state,
        };
    }

    /// <summary>Posts a money movement.</summary>
    /// <exception cref="LedgerImbalanceException">Its postings do not balance.</exception>
    public static AccountSums Post(AccountSums accounts, IMoneyMovement movement, long number)
    {
        var sum = movement.Postings.Aggregate(Rupiah.Zero, (total, posting) => total + posting.Amount);
        if (sum != Rupiah.Zero)
            throw new LedgerImbalanceException(
                $"Event {number} ({movement.GetType().Name}) does not balance: its postings sum to {sum.Amount}.");
        return movement.Postings.Aggregate(accounts, (sums, posting) => sums.Plus(posting));
    }

    private static LedgerState Apply(LedgerState state, LoggedEvent logged)
    {
        var count = state.EventCounts.GetValueOrDefault(logged.Type) + 1;
        state = state with { EventCounts = state.EventCounts.SetItem(logged.Type, count) };
        return logged.Grain.Type == ParticipantGrain.TypeName
            ? Apply(state, Read(logged), logged.Number)
            : state;
    }

    private static ParticipantEvent Read(LoggedEvent logged) =>
        JsonSerializer.Deserialize(logged.Payload, ParticipantJson.Default.ParticipantEvent)
        ?? throw new JsonException($"Event {logged.Number} is null.");

    private static LedgerState OfWave(LedgerState state, int number, Func<WaveFigures, WaveFigures> change)
    {
        var wave = state.Waves.GetValueOrDefault(number) ?? new WaveFigures(number, 0, 0, 0, 0);
        return state with { Waves = state.Waves.SetItem(number, change(wave)) };
    }

    private static LedgerState OfProvider(LedgerState state, string code, ProviderFigures more)
    {
        var figures = state.Providers.GetValueOrDefault(code) ?? ProviderFigures.None;
        return state with { Providers = state.Providers.SetItem(code, figures.Plus(more)) };
    }
}
