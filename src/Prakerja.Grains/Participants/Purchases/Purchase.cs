using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>One purchase of a course.</summary>
/// <param name="Number">The number of the purchase, from 1; never reused.</param>
public sealed record Purchase(
    int Number,
    string Course,
    string Provider,
    string Platform,
    Rupiah Price,
    RedeemCode Code,
    DateTimeOffset BoughtAt,
    Training Training);

/// <summary>The progress of a purchased course (T1 to T5).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Bought), "bought")]
[JsonDerivedType(typeof(Refunded), "refunded")]
[JsonDerivedType(typeof(Redeemed), "redeemed")]
[JsonDerivedType(typeof(PreTested), "pre_tested")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Certified), "certified")]
[JsonDerivedType(typeof(Reviewed), "reviewed")]
public abstract record Training
{
    private Training()
    {
    }

    /// <summary>True once the training is completed, also when it is certified or reviewed since (T2).</summary>
    [JsonIgnore]
    public bool IsFinished => this is Completed or Certified or Reviewed;

    /// <summary>Bought, not redeemed yet (T1).</summary>
    public sealed record Bought : Training
    {
        public static Bought Instance { get; } = new();
    }

    /// <summary>Cancelled and refunded: to the balance, or to the state when the card has no balance (T5).</summary>
    public sealed record Refunded(DateTimeOffset At, Account To) : Training;

    /// <summary>Redeemed at the provider (T1).</summary>
    public sealed record Redeemed(DateTimeOffset At) : Training;

    /// <summary>The pre-test is taken (T3).</summary>
    public sealed record PreTested(DateTimeOffset At, int Score) : Training;

    /// <summary>The provider has reported that the training is finished (T4).</summary>
    public sealed record Completed(DateTimeOffset At) : Training;

    /// <summary>The provider has issued a certificate (T4).</summary>
    public sealed record Certified(string Certificate, DateTimeOffset At) : Training;

    /// <summary>The participant has rated and reviewed the course (T4).</summary>
    public sealed record Reviewed(string Certificate, DateTimeOffset CertifiedAt, int Rating, DateTimeOffset At)
        : Training;
}
