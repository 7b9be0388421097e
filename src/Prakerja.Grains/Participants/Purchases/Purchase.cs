using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>One course bought.</summary>
/// <param name="Number">1 for the first, and so on; never reused.</param>
public sealed record Purchase(
    int Number,
    string Course,
    string Provider,
    string Platform,
    Rupiah Price,
    RedeemCode Code,
    DateTimeOffset BoughtAt,
    Training Training);

/// <summary>How far a bought course has come (T1–T5).</summary>
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

    /// <summary>Finished (T2): completed, whatever came after.</summary>
    [JsonIgnore]
    public bool IsFinished => this is Completed or Certified or Reviewed;

    public sealed record Bought : Training
    {
        public static Bought Instance { get; } = new();
    }

    /// <summary>Refunded to the balance, or to the state when the balance was closed already.</summary>
    public sealed record Refunded(DateTimeOffset At, Account To) : Training;

    public sealed record Redeemed(DateTimeOffset At) : Training;

    public sealed record PreTested(DateTimeOffset At, int Score) : Training;

    public sealed record Completed(DateTimeOffset At) : Training;

    public sealed record Certified(string Certificate, DateTimeOffset At) : Training;

    public sealed record Reviewed(string Certificate, DateTimeOffset CertifiedAt, int Rating, DateTimeOffset At)
        : Training;
}
