using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

[GenerateSerializer, Immutable, Alias("purchase-view")]
public sealed record PurchaseView(
    [property: Id(0)] int Number,
    [property: Id(1)] string Course,
    [property: Id(2)] string Provider,
    [property: Id(3)] string Platform,
    [property: Id(4)] Rupiah Price,
    [property: Id(5)] RedeemCode RedeemCode,
    [property: Id(6)] DateTimeOffset BoughtAt,
    [property: Id(7)] TrainingStatus Status,
    [property: Id(8)] string? Certificate,
    [property: Id(9)] int? Rating,
    [property: Id(10)] Rupiah BalanceAfter);

[Alias("training-status")]
public enum TrainingStatus : byte
{
    Bought,
    Refunded,
    Redeemed,
    PreTested,
    Completed,
    Certified,
    Reviewed,
}

/// <summary>What a provider sees of a bought course: nothing of the person.</summary>
[GenerateSerializer, Immutable, Alias("training-view")]
public sealed record TrainingView(
    [property: Id(0)] string Course,
    [property: Id(1)] string Provider,
    [property: Id(2)] TrainingStatus Status,
    [property: Id(3)] DateTimeOffset BoughtAt,
    [property: Id(4)] string? Certificate);

[GenerateSerializer, Immutable, Alias("certificate-view")]
public sealed record CertificateView(
    [property: Id(0)] string Certificate,
    [property: Id(1)] string Course,
    [property: Id(2)] string Provider,
    [property: Id(3)] string Holder,
    [property: Id(4)] DateTimeOffset IssuedAt)
{
    // A record would print the name.
    public override string ToString() => $"Certificate {Certificate}";
}

[GenerateSerializer, Immutable, Alias("purchase-standing")]
public sealed record PurchaseStanding(
    [property: Id(0)] int Number,
    [property: Id(1)] string Course,
    [property: Id(2)] Rupiah Price,
    [property: Id(3)] DateTimeOffset BoughtAt,
    [property: Id(4)] TrainingStatus Status);

/// <content>Buying a course and learning it (T1 to T5).</content>
public static partial class ParticipantViews
{
    public static PurchaseView Purchase(ParticipantState state, Purchase purchase) => new(
        purchase.Number,
        purchase.Course,
        purchase.Provider,
        purchase.Platform,
        purchase.Price,
        purchase.Code,
        purchase.BoughtAt,
        StatusOf(purchase.Training),
        TrainingRules.CertificateOf(purchase.Training),
        purchase.Training is Training.Reviewed reviewed ? reviewed.Rating : null,
        state.Card is Card.Active active ? active.Balance : Rupiah.Zero);

    public static TrainingView Training(Purchase purchase) => new(
        purchase.Course,
        purchase.Provider,
        StatusOf(purchase.Training),
        purchase.BoughtAt,
        TrainingRules.CertificateOf(purchase.Training));

    public static Answer<TrainingView> RedeemCode(ParticipantState state, string provider, RedeemCode code) =>
        TrainingRules.OfProvider(state, provider, code, out var purchase) is { } refusal ? refusal : Training(purchase!);

    /// <summary>A certificate proves a course, not who somebody is: first letters are enough to recognise one's own.</summary>
    public static CertificateView? Certificate(ParticipantState state, string certificate)
    {
        foreach (var purchase in state.Purchases)
        {
            var issuedAt = purchase.Training switch
            {
                Training.Certified certified when certified.Certificate == certificate => certified.At,
                Training.Reviewed reviewed when reviewed.Certificate == certificate => reviewed.CertifiedAt,
                _ => (DateTimeOffset?)null,
            };
            if (issuedAt is { } at)
                return new CertificateView(
                    certificate, purchase.Course, purchase.Provider, Shortened(state.Profile.Name), at);
        }

        return null;
    }

    public static TrainingStatus StatusOf(Training training) => training switch
    {
        Participants.Training.Bought => TrainingStatus.Bought,
        Participants.Training.Refunded => TrainingStatus.Refunded,
        Participants.Training.Redeemed => TrainingStatus.Redeemed,
        Participants.Training.PreTested => TrainingStatus.PreTested,
        Participants.Training.Completed => TrainingStatus.Completed,
        Participants.Training.Certified => TrainingStatus.Certified,
        _ => TrainingStatus.Reviewed,
    };

    private static string Shortened(string name) => string.Join(' ', name
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word[0] + "***"));
}
