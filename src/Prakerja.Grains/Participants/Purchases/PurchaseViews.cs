using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>A purchase as the participant and the platform see it.</summary>
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

/// <summary>The status of a training; see the types of <see cref="Training"/>.</summary>
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

/// <summary>A purchased course as its provider sees it, without data about the person.</summary>
[GenerateSerializer, Immutable, Alias("training-view")]
public sealed record TrainingView(
    [property: Id(0)] string Course,
    [property: Id(1)] string Provider,
    [property: Id(2)] TrainingStatus Status,
    [property: Id(3)] DateTimeOffset BoughtAt,
    [property: Id(4)] string? Certificate);

/// <summary>A certificate as people who verify it see it.</summary>
[GenerateSerializer, Immutable, Alias("certificate-view")]
public sealed record CertificateView(
    [property: Id(0)] string Certificate,
    [property: Id(1)] string Course,
    [property: Id(2)] string Provider,
    [property: Id(3)] string Holder,
    [property: Id(4)] DateTimeOffset IssuedAt)
{
    // The default ToString of a record would print the name.
    public override string ToString() => $"Certificate {Certificate}";
}

/// <summary>A purchase as management and auditors see it.</summary>
[GenerateSerializer, Immutable, Alias("purchase-standing")]
public sealed record PurchaseStanding(
    [property: Id(0)] int Number,
    [property: Id(1)] string Course,
    [property: Id(2)] Rupiah Price,
    [property: Id(3)] DateTimeOffset BoughtAt,
    [property: Id(4)] TrainingStatus Status);

/// <content>Views of purchases and trainings (T1 to T5).</content>
public static partial class ParticipantViews
{
    /// <summary>One purchase.</summary>
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

    /// <summary>One purchase as its provider sees it.</summary>
    public static TrainingView Training(Purchase purchase) => new(
        purchase.Course,
        purchase.Provider,
        StatusOf(purchase.Training),
        purchase.BoughtAt,
        TrainingRules.CertificateOf(purchase.Training));

    /// <summary>The purchase of a redeem code, or the refusal that the provider gets (T1, M1).</summary>
    public static Answer<TrainingView> RedeemCode(ParticipantState state, string provider, RedeemCode code) =>
        TrainingRules.CheckProvider(state, provider, code, out var purchase) is { } refusal
            ? refusal
            : Training(purchase!);

    /// <summary>
    /// A certificate by its number; null when there is none. The name is shortened to first letters: a certificate
    /// proves a course and not the identity of a person.
    /// </summary>
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
                    certificate, purchase.Course, purchase.Provider, ShortenName(state.Profile.Name), at);
        }

        return null;
    }

    /// <summary>The status of a training.</summary>
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

    private static string ShortenName(string name) => string.Join(' ', name
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word[0] + "***"));
}
