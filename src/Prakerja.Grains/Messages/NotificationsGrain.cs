using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Grains.Messages;

/// <summary>The stored state of one partition's notifications: the number of messages sent.</summary>
public sealed record NotificationsState
{
    public long Sent { get; init; }
}

/// <summary>The services that all notifications grains of a silo use.</summary>
public sealed class NotificationServices(
    IMessageChannel channel, IdentityKey identity, ProgrammeClock clock, IOptions<ProgrammeOptions> options)
{
    public IMessageChannel Channel => channel;

    public IdentityKey Identity => identity;

    public ProgrammeClock Clock => clock;

    public ProgrammeOptions Options { get; } = options.Value;
}

/// <summary>
/// Sends the messages of rule N1 to people, with one grain for each partition of the event log. A message that is sent
/// again after a crash has the same event number, so the channel can recognise it.
/// </summary>
[GrainType("notifications")]
internal sealed class NotificationsGrain(
    ICommitLog commits, IEventLogReader log, NotificationServices services)
    : EventSubscriberGrain<NotificationsState>(
        commits, log, NotificationsJson.Default.SubscriberRowNotificationsState)
{
    // Enough to hide the latency of a gateway, but not so many that they overload it.
    private const int EventsAtATime = 16;

    // Events from before the first start of the notifications must not cause messages.
    protected override bool StartsAtFirstEvent => false;

    protected override async ValueTask<NotificationsState> Handle(
        NotificationsState state, IReadOnlyList<LoggedEvent> events)
    {
        var notifications = events.Select(NotificationOf).OfType<Notification>().ToList();
        var sent = 0;
        foreach (var chunk in notifications.Chunk(EventsAtATime))
            sent += (await Task.WhenAll(chunk.Select(Send))).Sum();
        return state with { Sent = state.Sent + sent };
    }

    /// <summary>The notification about an event; null when the event has none.</summary>
    private Notification? NotificationOf(LoggedEvent logged) => logged.Grain.Type switch
    {
        ParticipantGrain.TypeName => NotificationOfParticipant(logged),
        ComplaintGrain.TypeName => NotificationOfComplaint(logged),
        SignUpAttemptGrain.TypeName => NotificationOfSignUp(logged),
        _ => null,
    };

    private Notification? NotificationOfParticipant(LoggedEvent logged)
    {
        var @event = JsonSerializer.Deserialize(logged.Payload, ParticipantJson.Default.ParticipantEvent)!;
        if (MessageTemplates.IsStale(@event, services.Clock.GetUtcNow(), services.Options)) return null;
        var participant = logged.Grain.Key;
        var text = MessageTemplates.Of(
            @event,
            (purpose, number) => OneTimeCodes.DigitsOf(services.Identity, participant, purpose, number),
            services.Options);
        return text is null ? null : new Notification(logged.Number, participant, text);
    }

    private static Notification? NotificationOfComplaint(LoggedEvent logged)
    {
        var @event = JsonSerializer.Deserialize(logged.Payload, ComplaintEventJson.Default.ComplaintEvent)!;
        return MessageTemplates.Of(@event) is { } text
            && ComplaintNumber.TryGetParticipant(logged.Grain.Key, out var participant)
                ? new Notification(logged.Number, participant, text)
                : null;
    }

    private Notification? NotificationOfSignUp(LoggedEvent logged)
    {
        var @event = JsonSerializer.Deserialize(logged.Payload, SignUpAttemptJson.Default.SignUpAttemptEvent)!;
        if (MessageTemplates.IsStale(@event, services.Clock.GetUtcNow(), services.Options)) return null;
        var attempt = logged.Grain.Key;
        var text = MessageTemplates.Of(
            @event,
            number => OneTimeCodes.DigitsOf(services.Identity, attempt, CodePurpose.VerifyPhone, number),
            services.Options);
        return text is null ? null : new Notification(logged.Number, attempt, text);
    }

    private Task<Contact?> ContactOf(string receiver) => SignUpAttemptKey.IsValid(receiver)
        ? GrainFactory.GetGrain<ISignUpAttemptGrain>(receiver).GetContact()
        : GrainFactory.GetParticipant(receiver).GetContact();

    private async Task<int> Send(Notification notification)
    {
        var contact = await ContactOf(notification.Participant);
        if (contact is null) return 0; // without a sign-up, or after the end of the attempt, there is no address
        var messages = MessagesOf(notification, contact, services.Clock.GetUtcNow());
        await services.Channel.SendAsync(messages, CancellationToken.None);
        return messages.Length;
    }

    private static ImmutableArray<OutgoingMessage> MessagesOf(
        Notification notification, Contact contact, DateTimeOffset now)
    {
        var (number, participant, text) = notification;
        var messages = ImmutableArray.CreateBuilder<OutgoingMessage>(2);
        if (text.Sms is { } sms)
        {
            var phone = contact.Phone.Reveal();
            messages.Add(new OutgoingMessage(
                number, participant, MessageMedium.Sms, text.Kind, phone, null, sms, text.Code, now));
        }

        if (text.Email is var (subject, body))
        {
            // A code is in one medium only: who reads the other one must not see it.
            var code = text.Sms is null ? text.Code : null;
            messages.Add(new OutgoingMessage(
                number, participant, MessageMedium.Email, text.Kind, contact.Email, subject, body, code, now));
        }

        return messages.DrainToImmutable();
    }

    /// <summary>A message text for one participant, or one attempt to sign up, about one event.</summary>
    private sealed record Notification(long Event, string Participant, MessageText Text);
}

/// <summary>The JSON form of the stored state of a partition's notifications.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SubscriberRow<NotificationsState>))]
internal sealed partial class NotificationsJson : JsonSerializerContext;
