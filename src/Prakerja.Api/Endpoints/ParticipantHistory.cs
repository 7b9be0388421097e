using System.Text.Json;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Endpoints;

/// <summary>Reads what happened to a participant from the event log.</summary>
internal static class ParticipantHistory
{
    /// <summary>Events that the view of management shows.</summary>
    public const int ShownEvents = 100;

    private const string Look = "participant.profile_looked_at";

    // A participant has some hundred events; the limit only bounds one request.
    private const int ReadAtOnce = 500;
    private const int ReadMax = 20_000;

    /// <summary>The newest events, the newest first.</summary>
    public static async Task<IReadOnlyList<LoggedEvent>> ReadNewestAsync(
        IEventLogReader log, string participant, int limit)
    {
        var newest = new Queue<LoggedEvent>(limit);
        await foreach (var logged in ReadAllAsync(log, participant))
        {
            if (newest.Count == limit) newest.Dequeue();
            newest.Enqueue(logged);
        }

        return [.. newest.Reverse()];
    }

    /// <summary>The looks of management at the profile, the newest first.</summary>
    public static async Task<IReadOnlyList<LookResponse>> ReadLooksAsync(IEventLogReader log, string participant)
    {
        var looks = new List<LookResponse>();
        await foreach (var logged in ReadAllAsync(log, participant))
        {
            if (logged.Type != Look) continue;
            using var stored = JsonDocument.Parse(logged.Payload);
            looks.Add(new LookResponse(
                logged.At,
                stored.RootElement.GetProperty("by").GetString()!,
                stored.RootElement.GetProperty("reason").GetString()!));
        }

        looks.Reverse();
        return looks;
    }

    private static async IAsyncEnumerable<LoggedEvent> ReadAllAsync(IEventLogReader log, string participant)
    {
        var grain = new GrainKey(ParticipantKey.GrainTypeName, participant);
        var after = 0L;
        for (var read = 0; read < ReadMax;)
        {
            var events = await log.ReadEventsOfGrainAsync(grain, after, ReadAtOnce);
            foreach (var logged in events) yield return logged;
            if (events.Count < ReadAtOnce) yield break;
            read += events.Count;
            after = events[^1].Number;
        }
    }
}

/// <summary>A look of management at the participant's profile.</summary>
/// <param name="By">The name of the management key with which it was opened.</param>
internal sealed record LookResponse(DateTimeOffset At, string By, string Reason);
