using System.Collections.Frozen;

namespace Prakerja.Api.OpenApi;

/// <summary>
/// The schema names of the OpenAPI document. Generated clients use them as type names, so a published name never
/// changes: a type that is renamed in the code keeps its published name through this table.
/// </summary>
internal static class PublishedSchemaNames
{
    private static readonly FrozenDictionary<string, string> Published = new Dictionary<string, string>
    {
        ["AnswerComplaintRequest"] = "ComplaintAnswer",
        ["AnswerSurveyRequest"] = "SurveyAnswers",
        ["AnswerTestRequest"] = "TestAnswers",
        ["ApplicationResponse"] = "OwnApplication",
        ["BuyCourseRequest"] = "CoursePurchase",
        ["BuyCourseResponse"] = "CourseSold",
        ["CancelPurchaseResponse"] = "PurchaseCancelled",
        ["CancellationDecisionRequest"] = "Decided",
        ["CardMoneyView"] = "AccountView",
        ["ChangeProfileRequest"] = "ProfileChange",
        ["ChangeQuotasRequest"] = "QuotasChanged",
        ["CheckWalletRequest"] = "WalletChecked",
        ["ClockResponse"] = "ClockShown",
        ["CompleteTrainingRequest"] = "Completion",
        ["CreateManagementKeyRequest"] = "KeyWanted",
        ["DashboardResponse"] = "OwnDashboard",
        ["ExclusionListRequest"] = "PeopleNamed",
        ["ExclusionsAddedResponse"] = "ExclusionsAdded",
        ["ExclusionsRemovedResponse"] = "ExclusionsRemoved",
        ["FiguresResponse"] = "Figures",
        ["FileComplaintRequest"] = "ComplaintFiled",
        ["GetMessagesRequest"] = "Addressee",
        ["HealthReport"] = "Readiness",
        ["HistoryEntryView"] = "HistoryEntry",
        ["IssueCertificateRequest"] = "CertificateIssue",
        ["JoinWaveRequest"] = "WaveChoice",
        ["LegacyRedeemCodeRequest"] = "FieldRedeemCode",
        ["LegacyRedeemCodeResponse"] = "FieldAnswer",
        ["LegacyTrainingView"] = "FieldTraining",
        ["LinkWalletRequest"] = "WalletLink",
        ["LogInRequest"] = "LogInTyped",
        ["ManagedWaveResponse"] = "ManagedWave",
        ["MessageResponse"] = "MessageShown",
        ["MoveClockRequest"] = "ClockMove",
        ["NewManagementKeyView"] = "NewManagementKey",
        ["NotSelectedReason"] = "SetAsideReason",
        ["PageOfHistoryEntryView"] = "PageOfHistoryEntry",
        ["PageOfParticipantKeyView"] = "PageOfParticipantListed",
        ["ParticipantKeyView"] = "ParticipantListed",
        ["PlanWaveRequest"] = "WavePlanned",
        ["ProfileResponse"] = "OwnProfile",
        ["ProvinceQuotaItem"] = "Quota",
        ["PutCourseRequest"] = "CourseOffered",
        ["ReasonRequest"] = "Because",
        ["RedeemCodeRequest"] = "RedeemCodeTyped",
        ["RegisterPartnerRequest"] = "PartnerNamed",
        ["RegisterPaymentPartnerRequest"] = "PaymentPartnerNamed",
        ["ReopenComplaintRequest"] = "ComplaintText",
        ["ReturnIncentiveRequest"] = "PayoutReturned",
        ["ReviewCourseRequest"] = "CourseReview",
        ["SendLogInCodeRequest"] = "PhoneTyped",
        ["SendPurchaseCodeRequest"] = "CardTyped",
        ["SessionResponse"] = "SessionToken",
        ["SignUpRequest"] = "SignUp",
        ["SignUpResponse"] = "SignedUp",
        ["TakePreTestRequest"] = "PreTestAnswers",
        ["VerifyPhoneRequest"] = "CodeTyped",
        ["VideoHeartbeatRequest"] = "Heartbeat",
        ["WaveResponse"] = "WaveShown",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The published name of a type; the generated name when the table has no entry.</summary>
    /// <param name="generatedName">The name that the OpenAPI generator gives the type.</param>
    public static string Of(string generatedName) => Published.GetValueOrDefault(generatedName, generatedName);
}
