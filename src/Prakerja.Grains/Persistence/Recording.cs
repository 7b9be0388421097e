using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>How a kind of grain is stored, and how its events lead from one state to the next.</summary>
/// <param name="Type">The stored name of the state, also the grain's type.</param>
/// <param name="State">The JSON of the state.</param>
/// <param name="Event">The JSON of the events.</param>
/// <param name="EventName">The stored name of an event.</param>
/// <param name="Fold">The state after an event; the first event has no state before it.</param>
/// <param name="Requests">How answered requests are remembered; null when the grain's commands are safe to
/// repeat.</param>
public sealed record Recording<TState, TEvent>(
    string Type,
    JsonTypeInfo<TState> State,
    JsonTypeInfo<TEvent> Event,
    Func<TEvent, string> EventName,
    Func<TState?, TEvent, TState> Fold,
    RequestMemory<TState>? Requests = null);

/// <summary>The services that all recorded grains of a silo share.</summary>
public sealed class RecordingServices(ICommitLog log, ProgrammeClock clock, ILoggerFactory loggers)
{
    public ICommitLog Log => log;

    public ProgrammeClock Clock => clock;

    public ILogger Logger { get; } = loggers.CreateLogger("Prakerja.Grains");
}
