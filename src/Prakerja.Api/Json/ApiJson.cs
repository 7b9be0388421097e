using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Management;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Health;

namespace Prakerja.Api.Json;

/// <summary>
/// The JSON of the API: camelCase and strict. The serializers are generated at build time, so that reading and
/// writing need no reflection. Every type that an endpoint reads or answers must be listed here.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    MaxDepth = RequestJson.MaxDepth,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(EnumNameConverter), typeof(WibInstantConverter), typeof(HexTicketConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignUpResponse))]
[JsonSerializable(typeof(VerifyPhoneRequest))]
[JsonSerializable(typeof(SendSignUpCodeRequest))]
[JsonSerializable(typeof(ConfirmEmailRequest))]
[JsonSerializable(typeof(SendLogInCodeRequest))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(DashboardResponse))]
[JsonSerializable(typeof(ProfileResponse))]
[JsonSerializable(typeof(ChangeProfileRequest))]
[JsonSerializable(typeof(AnswerTestRequest))]
[JsonSerializable(typeof(TestView))]
[JsonSerializable(typeof(JoinWaveRequest))]
[JsonSerializable(typeof(ApplicationResponse))]
[JsonSerializable(typeof(VideoHeartbeatRequest))]
[JsonSerializable(typeof(VideosView))]
[JsonSerializable(typeof(CardView))]
[JsonSerializable(typeof(ImmutableArray<PurchaseView>))]
[JsonSerializable(typeof(TakePreTestRequest))]
[JsonSerializable(typeof(ReviewCourseRequest))]
[JsonSerializable(typeof(PurchaseView))]
[JsonSerializable(typeof(LinkWalletRequest))]
[JsonSerializable(typeof(IncentivesView))]
[JsonSerializable(typeof(AnswerSurveyRequest))]
[JsonSerializable(typeof(FileComplaintRequest))]
[JsonSerializable(typeof(ReopenComplaintRequest))]
[JsonSerializable(typeof(ComplaintView))]
[JsonSerializable(typeof(ImmutableArray<ComplaintView>))]
[JsonSerializable(typeof(SendPurchaseCodeRequest))]
[JsonSerializable(typeof(BuyCourseRequest))]
[JsonSerializable(typeof(RedeemCodeRequest))]
[JsonSerializable(typeof(BuyCourseResponse))]
[JsonSerializable(typeof(CancelPurchaseResponse))]
[JsonSerializable(typeof(Page<CourseOffer>))]
[JsonSerializable(typeof(CompleteTrainingRequest))]
[JsonSerializable(typeof(IssueCertificateRequest))]
[JsonSerializable(typeof(PutCourseRequest))]
[JsonSerializable(typeof(TrainingView))]
[JsonSerializable(typeof(LegacyRedeemCodeRequest))]
[JsonSerializable(typeof(LegacyRedeemCodeResponse))]
[JsonSerializable(typeof(CourseOffer))]
[JsonSerializable(typeof(ImmutableArray<CourseOffer>))]
[JsonSerializable(typeof(ProviderFigures))]
[JsonSerializable(typeof(CheckWalletRequest))]
[JsonSerializable(typeof(ReturnIncentiveRequest))]
[JsonSerializable(typeof(WaveResponse))]
[JsonSerializable(typeof(ImmutableArray<WaveResponse>))]
[JsonSerializable(typeof(CertificateView))]
[JsonSerializable(typeof(ImmutableArray<Province>))]
[JsonSerializable(typeof(ImmutableArray<AbilityQuestion>))]
[JsonSerializable(typeof(CreateManagementKeyRequest))]
[JsonSerializable(typeof(NewManagementKeyView))]
[JsonSerializable(typeof(ImmutableArray<ManagementKeyView>))]
[JsonSerializable(typeof(PlanWaveRequest))]
[JsonSerializable(typeof(ChangeQuotasRequest))]
[JsonSerializable(typeof(ManagedWaveResponse))]
[JsonSerializable(typeof(RegisterWitnessRequest))]
[JsonSerializable(typeof(RevealSecretRequest))]
[JsonSerializable(typeof(TypeBeaconRequest))]
[JsonSerializable(typeof(Page<WaitingAwardView>))]
[JsonSerializable(typeof(OwnDrawResponse))]
[JsonSerializable(typeof(RegisterPartnerRequest))]
[JsonSerializable(typeof(RegisterPaymentPartnerRequest))]
[JsonSerializable(typeof(PartnerSecret))]
[JsonSerializable(typeof(ExclusionListRequest))]
[JsonSerializable(typeof(ExclusionsAddedResponse))]
[JsonSerializable(typeof(ExclusionsRemovedResponse))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(CancellationDecisionRequest))]
[JsonSerializable(typeof(Page<ParticipantKeyView>))]
[JsonSerializable(typeof(CardMoneyView))]
[JsonSerializable(typeof(Page<HistoryEntryView>))]
[JsonSerializable(typeof(AnswerComplaintRequest))]
[JsonSerializable(typeof(Page<ComplaintView>))]
[JsonSerializable(typeof(FiguresResponse))]
[JsonSerializable(typeof(DeadlineFigures))]
[JsonSerializable(typeof(MoveClockRequest))]
[JsonSerializable(typeof(ClockResponse))]
[JsonSerializable(typeof(GetMessagesRequest))]
[JsonSerializable(typeof(ImmutableArray<MessageResponse>))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Configures the framework's own results to write the same JSON.</summary>
    public static void ApplyTo(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Clear();
        options.TypeInfoResolverChain.Add(Default);
        options.PropertyNamingPolicy = Default.Options.PropertyNamingPolicy;
        options.NumberHandling = Default.Options.NumberHandling;
        foreach (var converter in Default.Options.Converters) options.Converters.Add(converter);
    }
}
