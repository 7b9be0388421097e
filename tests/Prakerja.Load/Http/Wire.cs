using System.Text.Json.Serialization;

namespace Prakerja.Load.Http;

// Requests and answers as the API document describes them. They are not shared with the server: a client that used the
// types of the server would not notice a change. Answers have only the fields that the driver reads.

internal sealed record Problem(string? Code);

internal sealed record SignUpBody(
    string Nik,
    string FamilyCardNumber,
    string Name,
    DateOnly BirthDate,
    string Sex,
    string MothersName,
    string Email,
    string Phone,
    string Province,
    string Employment,
    bool InFormalEducation,
    bool Declaration);

internal sealed record SignedUpAnswer(
    string Participant, string Attempt, string Secret, DateTimeOffset ExpiresAt);

internal sealed record CodeBody(string Code, string Secret);

internal sealed record PhoneBody(string Phone);

internal sealed record AddresseeBody(string Participant);

internal sealed record LogInBody(string Phone, string Code);

internal sealed record SessionAnswer(string Token, int ExpiresInSeconds);

internal sealed record MessageView(string Channel, string Kind, DateTimeOffset SentAt, string? Code);

internal sealed record AnswerTestBody(string Answers, bool Submit);

internal sealed record TestView(string Status);

internal sealed record JoinBody(int Wave);

internal sealed record ApplicationView(int Wave, string Status, string? Reason, string? StatusText);

internal sealed record CardView(
    string Status,
    int Wave,
    string? Number,
    long Balance,
    DateTimeOffset NotifiedAt,
    DateTimeOffset? FirstPurchaseEndsAt,
    DateTimeOffset? BalanceEndsAt);

internal sealed record VideoView(int Number, int LengthSeconds, int WatchedSeconds);

internal sealed record VideosView(IReadOnlyList<VideoView> Videos, bool Finished);

internal sealed record DashboardView(
    string Participant,
    TestView Test,
    ApplicationView? Application,
    IReadOnlyList<ApplicationView> Past,
    CardView? Card,
    VideosView? Videos);

internal sealed record HeartbeatBody(int PositionSeconds);

internal sealed record PurchaseView(
    int Number, string Course, long Price, string RedeemCode, string Status);

internal sealed record PreTestBody(string Answers);

internal sealed record ReviewBody(int Rating, string Review);

internal sealed record WalletBody(string Provider, string Account);

internal sealed record SurveyBody(IReadOnlyList<int> Answers);

internal sealed record IncentivesView(
    string? Wallet,
    string? WalletCheck,
    DateOnly? EntitledOn,
    int PaidInstalments,
    IReadOnlyList<int> AnsweredSurveys,
    long Paid,
    long Waiting,
    string? Hold);

internal sealed record CardNumberBody(string CardNumber);

internal sealed record BuyBody(string CardNumber, string Code, string Course);

internal sealed record BoughtAnswer(string Purchase, string RedeemCode, long Price, long BalanceAfter);

internal sealed record RedeemCodeBody(string RedeemCode);

internal sealed record CompletionBody(string RedeemCode, int Score);

internal sealed record CertificateBody(string RedeemCode, string Certificate);

internal sealed record TrainingView(string Course, string Status, string? Certificate);

internal sealed record CourseBody(
    string Title, long Price, IReadOnlyList<string> Platforms, string PreTestKey);

internal sealed record WalletCheckBody(
    string Participant, string Account, string Nik, bool KycVerified, string Wallet);

internal sealed record ReturnBody(
    string Participant, int Payout, long Amount, string Cause, string Wallet);

internal sealed record KeyBody(string Name, IReadOnlyList<string> Roles);

internal sealed record KeyAnswer(string Name, string Key);

internal sealed record Quota(string Province, int Places, Dictionary<string, int>? TierPlaces);

internal sealed record WaveBody(
    int Number,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    IReadOnlyList<Quota> Quotas,
    DrawTermsBody? Draw = null);

internal sealed record DrawTermsBody(string IfMissing, int RevealMinutes);

internal sealed record WitnessBody(string Hash);

internal sealed record RevealBody(string Secret);

internal sealed record RollCount(string Province, int Tier, long Applicants);

internal sealed record CellView(string Province, int Tier, int Standing, int Winners);

internal sealed record AwardsView(long Selected, long Awarded, long NotTaken, long Waiting = 0);

internal sealed record WaveView(
    int Number,
    string Stage,
    IReadOnlyList<Quota> Quotas,
    long? Applicants,
    IReadOnlyList<CellView> Cells,
    AwardsView? Awards);

internal sealed record ManagedWave(WaveView Wave, IReadOnlyList<RollCount> Applicants);

internal sealed record PartyBody(string Code, string Name);

internal sealed record PartnerBody(string Code, string Name, IReadOnlyList<string> Wallets);

internal sealed record PartyAnswer(string Code, string Secret);

internal sealed record ExclusionsBody(IReadOnlyList<string> Niks);

internal sealed record ReasonBody(string Reason);

internal sealed record DecisionBody(bool Approve);

internal sealed record MoveClockBody(DateTimeOffset MoveTo);

internal sealed record ClockView(DateTimeOffset Now, double AheadSeconds);

internal sealed record ParticipantListed(string Participant);

internal sealed record ParticipantsPage(IReadOnlyList<ParticipantListed> Items, string? Next);

internal sealed record DeadlineFigures(long Armed, long Due);

internal sealed record AccountPurchase(
    int Number, string Course, long Price, DateTimeOffset BoughtAt, string Status);

internal sealed record CardMoneyView(
    string Participant,
    string? Card,
    int? Wave,
    long Granted,
    long Spent,
    long Refunded,
    long Returned,
    long Balance,
    long IncentivesPaid,
    IReadOnlyList<AccountPurchase> Purchases);

internal sealed record AccountSums(
    long Treasury, long Balances, long Reserved, long Settlement, long Incentives)
{
    [JsonIgnore]
    public long Total => Treasury + Balances + Reserved + Settlement + Incentives;
}

internal sealed record WaveFigures(int Wave, long Granted, long Lapsed, long Expired, long Cancelled);

internal sealed record Figures(AccountSums Accounts, IReadOnlyList<WaveFigures> Waves, bool IsCaughtUp);

/// <summary>JSON settings: camel case, numbers as numbers, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SignUpBody))]
[JsonSerializable(typeof(SignedUpAnswer))]
[JsonSerializable(typeof(CodeBody))]
[JsonSerializable(typeof(PhoneBody))]
[JsonSerializable(typeof(AddresseeBody))]
[JsonSerializable(typeof(LogInBody))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(IReadOnlyList<MessageView>))]
[JsonSerializable(typeof(AnswerTestBody))]
[JsonSerializable(typeof(TestView))]
[JsonSerializable(typeof(JoinBody))]
[JsonSerializable(typeof(DashboardView))]
[JsonSerializable(typeof(HeartbeatBody))]
[JsonSerializable(typeof(IReadOnlyList<PurchaseView>))]
[JsonSerializable(typeof(PreTestBody))]
[JsonSerializable(typeof(ReviewBody))]
[JsonSerializable(typeof(WalletBody))]
[JsonSerializable(typeof(SurveyBody))]
[JsonSerializable(typeof(IncentivesView))]
[JsonSerializable(typeof(CardNumberBody))]
[JsonSerializable(typeof(BuyBody))]
[JsonSerializable(typeof(BoughtAnswer))]
[JsonSerializable(typeof(RedeemCodeBody))]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(CertificateBody))]
[JsonSerializable(typeof(TrainingView))]
[JsonSerializable(typeof(CourseBody))]
[JsonSerializable(typeof(WalletCheckBody))]
[JsonSerializable(typeof(ReturnBody))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(WaveBody))]
[JsonSerializable(typeof(WitnessBody))]
[JsonSerializable(typeof(RevealBody))]
[JsonSerializable(typeof(ManagedWave))]
[JsonSerializable(typeof(IReadOnlyList<WaveView>))]
[JsonSerializable(typeof(PartyBody))]
[JsonSerializable(typeof(PartnerBody))]
[JsonSerializable(typeof(PartyAnswer))]
[JsonSerializable(typeof(ExclusionsBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(MoveClockBody))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(ParticipantsPage))]
[JsonSerializable(typeof(DeadlineFigures))]
[JsonSerializable(typeof(CardMoneyView))]
[JsonSerializable(typeof(Figures))]
internal sealed partial class Wire : JsonSerializerContext;
