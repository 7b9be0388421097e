using System.Collections.Immutable;

namespace Prakerja.Grains.Messages;

/// <summary>Carries messages to people: a gateway, or the outbox where none is configured.</summary>
public interface IMessageChannel
{
    /// <summary>
    /// Sends what an event tells one person, in one or more media. It may come again after a crash; the same event and
    /// medium are the same message, which reaches the person once.
    /// </summary>
    Task SendAsync(ImmutableArray<OutgoingMessage> messages, CancellationToken cancellationToken);
}

/// <summary>Reads back what went to the outbox, for rehearsals.</summary>
public interface IOutboxReader
{
    /// <summary>Messages to a participant, the newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OutgoingMessage>> ReadAsync(
        string participant, int limit, CancellationToken cancellationToken);
}

/// <summary>One message on its way to one person.</summary>
/// <param name="Event">Number of the event it tells of; together with the medium it names the
/// message.</param>
/// <param name="Participant">Key of the participant grain.</param>
/// <param name="To">The phone number (+62…) or the email address.</param>
/// <param name="Subject">Null for an SMS.</param>
/// <param name="Code">The one-time code in the text, for rehearsals; null in every other message.</param>
/// <param name="At">When it was made.</param>
public sealed record OutgoingMessage(
    long Event,
    string Participant,
    MessageMedium Medium,
    MessageKind Kind,
    string To,
    string? Subject,
    string Text,
    string? Code,
    DateTimeOffset At)
{
    // A record would print the address and the code.
    public override string ToString() => $"{Kind} by {Medium}";
}

public enum MessageMedium
{
    Sms = 1,
    Email = 2,
}

public enum MessageKind
{
    OneTimeCode = 1,
    Selected = 2,
    DeadlineNear = 3,
    CardLapsed = 4,
    CardExpired = 5,
    CardFrozen = 6,
    CardUnfrozen = 7,
    CardCancelled = 8,
    IncentivePaid = 9,
    IncentiveReturned = 10,
    ComplaintAnswered = 11,
    ComplaintOverdue = 12,
}
