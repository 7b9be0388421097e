namespace Prakerja.Grains.Messages;

/// <summary>One message to one person.</summary>
/// <param name="Event">The number of the message's event. With the medium it identifies the message.</param>
/// <param name="Participant">The key of the participant, or of the attempt to sign up.</param>
/// <param name="To">The phone number (+62…) or the email address.</param>
/// <param name="Subject">Null for an SMS.</param>
/// <param name="Code">The one-time code in the text, for rehearsals; null in every other message.</param>
/// <param name="At">The time when the message was created.</param>
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
    // The default text of a record would contain the address and the code.
    public override string ToString() => $"{Kind} by {Medium}";
}

/// <summary>The medium of a message. The numbers are stored: never change one.</summary>
public enum MessageMedium
{
    Sms = 1,
    Email = 2,
}

/// <summary>The kind of a message. The numbers are stored: never change one.</summary>
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
