using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Messages;

/// <summary>How many messages went out of one event partition.</summary>
public sealed record NotificationsState
{
    public long Sent { get; init; }
}

/// <summary>What the notifications of a silo share.</summary>
public sealed class NotificationServices(
    IMessageChannel channel, IdentityKey identity, ProgrammeClock clock, IOptions<ProgrammeOptions> options)
{
    public IMessageChannel Channel => channel;

    public IdentityKey Identity => identity;

    public ProgrammeClock Clock => clock;

    public ProgrammeOptions Options { get; } = options.Value;
}

/// <summary>
/// Rule N1: tells people what happened to them, one grain for each partition of the event log. A message
/// that goes out again after a crash carries the same event number, by which the channel knows it.
/// </summary>
[GrainType("notifications")]
internal sealed class NotificationsGrain(
    ICommitLog commits, IEventLogReader log, NotificationServices services)
    : EventSubscriberGrain<NotificationsState>(
        commits, log, NotificationsJson.Default.SubscriberRowNotificationsState)
{
    // Wide enough to hide a gateway's delay, narrow enough not to flood it.
    private const int EventsAtATime = 16;

    // Nobody is told of what happened before there was anybody to tell.
    protected override bool BeginsAtFirstEvent => false;

    protected override async ValueTask<NotificationsState> Handle(
        NotificationsState state, IReadOnlyList<LoggedEvent> events)
    {
        var told = events.Select(Told).OfType<Notification>().ToList();
        var sent = 0;
        foreach (var some in told.Chunk(EventsAtATime))
            sent += (await Task.WhenAll(some.Select(Send))).Sum();
        return state with { Sent = state.Sent + sent };
    }

    /// <summary>What an event tells and whom; null when nobody is told.</summary>
    private Notification? Told(LoggedEvent logged) => logged.Grain.Type switch
    {
        ParticipantGrain.TypeName => ToldOfParticipant(logged),
        ComplaintGrain.TypeName => ToldOfComplaint(logged),
        _ => null,
    };

    private Notification? ToldOfParticipant(LoggedEvent logged)
    {
        var happened = JsonSerializer.Deserialize(logged.Payload, ParticipantJson.Default.ParticipantEvent)!;
        if (MessageTemplates.IsStale(happened, services.Clock.GetUtcNow(), services.Options)) return null;
        var participant = logged.Grain.Key;
        var text = MessageTemplates.Of(
            happened,
            (purpose, number) => OneTimeCodes.DigitsOf(services.Identity, participant, purpose, number),
            services.Options);
        return text is null ? null : new Notification(logged.Number, participant, text);
    }

    private static Notification? ToldOfComplaint(LoggedEvent logged)
    {
        var happened = JsonSerializer.Deserialize(logged.Payload, ComplaintEventJson.Default.ComplaintEvent)!;
        return MessageTemplates.Of(happened) is { } text
            && ComplaintNumber.TryGetParticipant(logged.Grain.Key, out var participant)
                ? new Notification(logged.Number, participant, text)
                : null;
    }

    private async Task<int> Send(Notification telling)
    {
        var contact = await GrainFactory.GetParticipant(telling.Participant).GetContact();
        if (contact is null) return 0; // nobody has signed up under this key: there is no address
        var messages = MessagesOf(telling, contact, services.Clock.GetUtcNow());
        await services.Channel.SendAsync(messages, CancellationToken.None);
        return messages.Length;
    }

    private static ImmutableArray<OutgoingMessage> MessagesOf(
        Notification telling, Contact contact, DateTimeOffset now)
    {
        var (number, participant, text) = telling;
        var phone = contact.Phone.Reveal();
        var sms = new OutgoingMessage(
            number, participant, MessageMedium.Sms, text.Kind, phone, null, text.Sms, text.Code, now);
        if (text.Email is not { } email) return [sms];
        var (subject, body) = email;
        var mail = new OutgoingMessage(
            number, participant, MessageMedium.Email, text.Kind, contact.Email, subject, body, null, now);
        return [sms, mail];
    }

    private sealed record Notification(long Event, string Participant, MessageText Text);
}

/// <summary>How the notifications of a partition are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SubscriberRow<NotificationsState>))]
internal sealed partial class NotificationsJson : JsonSerializerContext;
