using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For participants: their dashboard and profile, the test, and joining a wave (A1 to A4, S2).
/// </summary>
internal static class ParticipantApi
{
    public static void MapParticipantApi(this IEndpointRouteBuilder me)
    {
        var page = me.MapGroup("").WithTags("Peserta");
        page.MapGet("/", GetDashboard)
            .WithName("getDashboard")
            .WithSummary("Everything that the participant's own page shows, as of now.");
        page.MapGet("/profile", GetProfile)
            .WithName("getProfile")
            .WithSummary("The participant's profile: the data of the sign-up, with later changes.");
        page.MapPatch("/profile", ChangeProfile)
            .WithName("changeProfile")
            .WithSummary(
                "Changes the fields of the profile that may change. A field that is left out keeps its value.");
        page.MapPost("/test", StartTest)
            .WithName("startTest")
            .WithSummary("Starts the motivation and basic-ability test. It can be started only once.");
        page.MapPut("/test", AnswerTest)
            .WithName("answerTest")
            .WithSummary("Saves the answers of the test, and submits them if requested.");
        page.MapPost("/applications", Join)
            .WithName("joinWave")
            .WithSummary("Joins an open wave. After the answer 202 the application is stored on the wave's roll.");
    }

    internal static async Task<Results<Ok<DashboardResponse>, RefusalResult>> GetDashboard(CurrentParticipant me) =>
        (await me.Grain.GetDashboard()).ToOk(DashboardResponse.Of);

    internal static async Task<Results<Ok<ProfileResponse>, RefusalResult>> GetProfile(CurrentParticipant me) =>
        (await me.Grain.GetProfile()).ToOk(ProfileResponse.Of);

    internal static async Task<Results<Ok<ProfileResponse>, RefusalResult>> ChangeProfile(
        CurrentParticipant me, JsonBody<ChangeProfileRequest> body) =>
        body.Value.ToCommand().IsRefused(out var refusal, out var command)
            ? new RefusalResult(refusal)
            : (await me.Grain.ChangeProfile(command)).ToOk(ProfileResponse.Of);

    internal static async Task<Results<Ok<TestView>, RefusalResult>> StartTest(CurrentParticipant me) =>
        (await me.Grain.StartTest()).ToOk();

    internal static async Task<Results<Ok<TestView>, RefusalResult>> AnswerTest(
        CurrentParticipant me, JsonBody<AnswerTestRequest> body) =>
        (await me.Grain.AnswerTest(new ParticipantCommand.AnswerTest(body.Value.Answers, body.Value.Submit))).ToOk();

    internal static async Task<Results<Accepted<ApplicationResponse>, RefusalResult>> Join(
        CurrentParticipant me, JsonBody<JoinWaveRequest> body, OptionalIdempotencyKey key) =>
        (await me.Grain.Join(body.Value.Wave, key.Id)).ToAccepted("/api/v1/participants/me", ApplicationResponse.Of);
}

/// <summary>A change of the profile. A field that is left out keeps its value.</summary>
internal sealed record ChangeProfileRequest(
    string? Province = null, Employment? Employment = null, bool? InFormalEducation = null)
{
    public Answer<ParticipantCommand.ChangeProfile> ToCommand()
    {
        if (Province is null) return new ParticipantCommand.ChangeProfile(null, Employment, InFormalEducation);
        return FieldParser.TryProvince(Province, out var province)
            ? new ParticipantCommand.ChangeProfile(province, Employment, InFormalEducation)
            : FieldRefusals.ProvinceUnknown;
    }
}

/// <param name="Answers">18 characters, one for each question: 'a' to 'e' for a choice, '-' for no answer yet.</param>
/// <param name="Submit">True to submit the answers and end the test.</param>
internal sealed record AnswerTestRequest(string Answers, bool Submit);

/// <param name="Wave">The number of an open wave.</param>
internal sealed record JoinWaveRequest(int Wave);

/// <summary>
/// An application with its status in Indonesian (A4) and, if the person was not selected, the reason (S2).
/// </summary>
internal sealed record ApplicationResponse(
    int Wave,
    ApplicationStatus Status,
    string StatusText,
    NotSelectedReason? Reason,
    string? ReasonText,
    DateTimeOffset? AppliedAt)
{
    public static ApplicationResponse Of(ApplicationView view) => new(
        view.Wave,
        view.Status,
        IndonesianTexts.Of(view.Status),
        view.Reason,
        view.Reason is { } reason ? IndonesianTexts.Of(reason) : null,
        view.AppliedAt);
}

/// <summary>The participant's dashboard. Parts that do not apply yet are null.</summary>
internal sealed record DashboardResponse(
    string Participant,
    bool PhoneVerified,
    TestView Test,
    ApplicationResponse? Application,
    ImmutableArray<ApplicationResponse> Past,
    CardView? Card,
    VideosView? Videos,
    ImmutableArray<PurchaseView> Purchases,
    IncentivesView? Incentives)
{
    public static DashboardResponse Of(DashboardView view) => new(
        view.Participant,
        view.PhoneVerified,
        view.Test,
        view.Application is { } application ? ApplicationResponse.Of(application) : null,
        view.Past.IsEmpty ? [] : [.. view.Past.Select(ApplicationResponse.Of)],
        view.Card,
        view.Videos,
        view.Purchases,
        view.Incentives);
}

/// <summary>The profile as the participant sees it, with all data unmasked.</summary>
internal sealed record ProfileResponse(
    Nik Nik,
    FamilyCardNumber FamilyCardNumber,
    string Name,
    DateOnly BirthDate,
    Sex Sex,
    string MothersName,
    string Email,
    PhoneNumber Phone,
    ProvinceCode Province,
    Employment Employment,
    bool InFormalEducation)
{
    public static ProfileResponse Of(Profile profile) => new(
        profile.Nik,
        profile.FamilyCard,
        profile.Name,
        profile.BirthDate,
        profile.Sex,
        profile.MothersName,
        profile.Email,
        profile.Phone,
        profile.Province,
        profile.Employment,
        profile.InFormalEducation);

    public override string ToString() => nameof(ProfileResponse);
}
