using System.Collections.Immutable;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Everything a person's own page shows, as of now.</summary>
[GenerateSerializer, Immutable, Alias("dashboard-view")]
public sealed record DashboardView(
    [property: Id(0)] string Participant,
    [property: Id(1)] bool PhoneVerified,
    [property: Id(2)] TestView Test,
    [property: Id(3)] ApplicationView? Application,
    [property: Id(4)] ImmutableArray<ApplicationView> Past,
    [property: Id(5)] CardView? Card,
    [property: Id(6)] VideosView? Videos,
    [property: Id(7)] ImmutableArray<PurchaseView> Purchases,
    [property: Id(8)] IncentivesView? Incentives);

[GenerateSerializer, Immutable, Alias("test-view")]
public sealed record TestView(
    [property: Id(0)] TestStatus Status,
    [property: Id(1)] DateTimeOffset? EndsAt,
    [property: Id(2)] string? Answers);

[Alias("test-status")]
public enum TestStatus : byte
{
    NotTaken,
    Running,
    Submitted,
}

/// <summary>One application and how it stands (A4, S2).</summary>
[GenerateSerializer, Immutable, Alias("application-view")]
public sealed record ApplicationView(
    [property: Id(0)] int Wave,
    [property: Id(1)] ApplicationStatus Status,
    [property: Id(2)] SetAsideReason? Reason,
    [property: Id(3)] DateTimeOffset? AppliedAt);

/// <summary>A4, in the order a person lives through them.</summary>
[Alias("application-status")]
public enum ApplicationStatus : byte
{
    /// <summary>"Menunggu Gelombang Ditutup": the wave is still open.</summary>
    WaitingForClose,

    /// <summary>"Sedang Diproses": closed, not yet drawn.</summary>
    InProcess,

    /// <summary>"Dalam Proses Seleksi": drawn, not yet announced.</summary>
    InSelection,

    /// <summary>"Lolos".</summary>
    Selected,

    /// <summary>"Kamu Belum Berhasil", with the reason.</summary>
    NotSelected,
}

/// <param name="FirstPurchaseEndsAt">Until when a first course must be bought; null once one is (D1 to D3).</param>
/// <param name="BalanceEndsAt">Until when the balance can be used at all; null once it is gone (D2).</param>
[GenerateSerializer, Immutable, Alias("card-view")]
public sealed record CardView(
    [property: Id(0)] CardStatus Status,
    [property: Id(1)] int Wave,
    [property: Id(2)] CardNumber? Number,
    [property: Id(3)] Rupiah Balance,
    [property: Id(4)] DateTimeOffset NotifiedAt,
    [property: Id(5)] DateTimeOffset? FirstPurchaseEndsAt,
    [property: Id(6)] DateTimeOffset? BalanceEndsAt);

[Alias("card-status")]
public enum CardStatus : byte
{
    Active,
    Frozen,

    /// <summary>D1: no purchase in the window.</summary>
    Lapsed,

    /// <summary>D2: the budget year is over.</summary>
    Expired,

    /// <summary>M1: cancelled for good.</summary>
    Cancelled,
}

[GenerateSerializer, Immutable, Alias("videos-view")]
public sealed record VideosView(
    [property: Id(0)] ImmutableArray<VideoView> Videos, [property: Id(1)] bool Finished);

[GenerateSerializer, Immutable, Alias("video-view")]
public sealed record VideoView(
    [property: Id(0)] int Number, [property: Id(1)] int LengthSeconds, [property: Id(2)] int WatchedSeconds);

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

[GenerateSerializer, Immutable, Alias("incentives-view")]
public sealed record IncentivesView(
    [property: Id(0)] WalletProvider? Wallet,
    [property: Id(1)] WalletCheck? WalletCheck,
    [property: Id(2)] DateOnly? EntitledOn,
    [property: Id(3)] int PaidInstalments,
    [property: Id(4)] ImmutableArray<int> AnsweredSurveys,
    [property: Id(5)] Rupiah Paid,
    [property: Id(6)] Rupiah Waiting,
    [property: Id(7)] IncentiveHold? Hold);

/// <summary>Why incentives that are due are not paid now (I2).</summary>
[Alias("incentive-hold")]
public enum IncentiveHold : byte
{
    NoWallet,
    WalletPending,
    WalletNotVerified,
    WalletOfOtherNik,
    CardFrozen,
    CardCancelled,
    NumberChanged,
    MonthlyLimit,
}

/// <summary>One card's money, for the books: what was granted, spent, refunded and returned always adds up.</summary>
[GenerateSerializer, Immutable, Alias("account-view")]
public sealed record AccountView(
    [property: Id(0)] string Participant,
    [property: Id(1)] CardStatus? Card,
    [property: Id(2)] int? Wave,
    [property: Id(3)] Rupiah Granted,
    [property: Id(4)] Rupiah Spent,
    [property: Id(5)] Rupiah Refunded,
    [property: Id(6)] Rupiah Returned,
    [property: Id(7)] Rupiah Balance,
    [property: Id(8)] Rupiah IncentivesPaid,
    [property: Id(9)] ImmutableArray<PurchaseStanding> Purchases,
    [property: Id(10)] string? CancellationRequestedBy,
    [property: Id(11)] long Version);

[GenerateSerializer, Immutable, Alias("purchase-standing")]
public sealed record PurchaseStanding(
    [property: Id(0)] int Number,
    [property: Id(1)] string Course,
    [property: Id(2)] Rupiah Price,
    [property: Id(3)] DateTimeOffset BoughtAt,
    [property: Id(4)] TrainingStatus Status);
