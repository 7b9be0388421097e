using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>The life of a card (B1, D1, D2, M1).</content>
public static partial class ParticipantRefusals
{
    public static Refusal NoCard { get; } = new("card.none");
    public static Refusal CardFrozen { get; } = new("card.frozen");
    public static Refusal CardLapsed { get; } = new("card.lapsed");
    public static Refusal CardExpired { get; } = new("card.expired");
    public static Refusal CardCancelled { get; } = new("card.cancelled");
    public static Refusal CardNotFrozen { get; } = new("card.not_frozen");
    public static Refusal ReasonMissing { get; } = new("management.reason_missing");
    public static Refusal CancellationPending { get; } = new("cancellation.already_requested");
    public static Refusal CancellationNotRequested { get; } = new("cancellation.not_requested");
    public static Refusal SamePerson { get; } = new("cancellation.same_person");
}
