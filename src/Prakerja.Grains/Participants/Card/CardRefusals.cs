using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about the card (B1, D1, D2, M1).</content>
public static partial class ParticipantRefusals
{
    /// <summary>The participant has no card.</summary>
    public static Refusal NoCard { get; } = new("card.none");

    /// <summary>Management has frozen the card (M1).</summary>
    public static Refusal CardFrozen { get; } = new("card.frozen");

    /// <summary>The card lapsed without a first purchase (D1).</summary>
    public static Refusal CardLapsed { get; } = new("card.lapsed");

    /// <summary>The budget year of the card is over (D2).</summary>
    public static Refusal CardExpired { get; } = new("card.expired");

    /// <summary>Management has cancelled the card (M1).</summary>
    public static Refusal CardCancelled { get; } = new("card.cancelled");

    /// <summary>The card is not frozen, so it cannot be unfrozen (M1).</summary>
    public static Refusal CardNotFrozen { get; } = new("card.not_frozen");

    /// <summary>The reason is blank or longer than 500 characters (M1).</summary>
    public static Refusal ReasonMissing { get; } = new("management.reason_missing");

    /// <summary>A cancellation is requested already and waits for the second person (M1).</summary>
    public static Refusal CancellationPending { get; } = new("cancellation.already_requested");

    /// <summary>No cancellation is requested that could be approved or withdrawn (M1).</summary>
    public static Refusal CancellationNotRequested { get; } = new("cancellation.not_requested");

    /// <summary>The person who requested the cancellation cannot approve it (M1).</summary>
    public static Refusal SamePerson { get; } = new("cancellation.same_person");
}
