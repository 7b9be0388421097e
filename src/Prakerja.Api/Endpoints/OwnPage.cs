using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>A participant's own page: how things stand, and joining a wave (A1 to A4, S2).</summary>
internal static class OwnPage
{
    public static void MapOwnPage(this IEndpointRouteBuilder me)
    {
        var page = me.MapGroup("").WithTags("Peserta");
        page.MapGet("/", GetDashboard)
            .WithName("getDashboard")
            .WithSummary("All that the person's own page shows, as of now.");
        page.MapGet("/profile", GetProfile).WithName("getProfile").WithSummary("What the person told at sign-up.");
        page.MapPatch("/profile", ChangeProfile)
            .WithName("changeProfile")
            .WithSummary("Mends what may change before the next wave; a field left out stays as it is.");
        page.MapPost("/test", StartTest)
            .WithName("startTest")
            .WithSummary("Starts the motivation and basic-ability test, once.");
        page.MapPut("/test", AnswerTest)
            .WithName("answerTest")
            .WithSummary("Keeps the answers so far, and submits them when asked to.");
        page.MapPost("/applications", Join)
            .WithName("joinWave")
            .WithSummary("Joins an open wave. Accepted means: on the roll, durably.");
    }

    internal static async Task<Results<Ok<OwnDashboard>, Refused>> GetDashboard(Me me) =>
        (await me.Grain.GetDashboard()).ToOk(OwnDashboard.Of);

    internal static async Task<Results<Ok<OwnProfile>, Refused>> GetProfile(Me me) =>
        (await me.Grain.GetProfile()).ToOk(OwnProfile.Of);

    internal static async Task<Results<Ok<OwnProfile>, Refused>> ChangeProfile(Me me, Body<ProfileChange> body) =>
        body.Value.ToCommand().IsRefused(out var fault, out var command)
            ? new Refused(fault)
            : (await me.Grain.ChangeProfile(command)).ToOk(OwnProfile.Of);

    internal static async Task<Results<Ok<TestView>, Refused>> StartTest(Me me) =>
        (await me.Grain.StartTest()).ToOk();

    internal static async Task<Results<Ok<TestView>, Refused>> AnswerTest(Me me, Body<TestAnswers> body) =>
        (await me.Grain.AnswerTest(new ParticipantCommand.AnswerTest(body.Value.Answers, body.Value.Submit))).ToOk();

    internal static async Task<Results<Accepted<OwnApplication>, Refused>> Join(
        Me me, Body<WaveChoice> body, OptionalRequestKey key) =>
        (await me.Grain.Join(body.Value.Wave, key.Id)).ToAccepted("/api/v1/participants/me", OwnApplication.Of);
}

/// <summary>A change of the profile; a field left out stays as it is.</summary>
internal sealed record ProfileChange(
    string? Province = null, Employment? Employment = null, bool? InFormalEducation = null)
{
    public Answer<ParticipantCommand.ChangeProfile> ToCommand()
    {
        if (Province is null) return new ParticipantCommand.ChangeProfile(null, Employment, InFormalEducation);
        return Fields.TryProvince(Province, out var province)
            ? new ParticipantCommand.ChangeProfile(province, Employment, InFormalEducation)
            : EdgeRefusals.ProvinceUnknown;
    }
}

/// <param name="Answers">18 characters, one a question: 'a' to 'e' the choice, '-' open.</param>
/// <param name="Submit">Ends the test.</param>
internal sealed record TestAnswers(string Answers, bool Submit);

/// <param name="Wave">The number of an open wave.</param>
internal sealed record WaveChoice(int Wave);

/// <summary>An application with its status in words (A4) and, if not selected, the reason (S2).</summary>
internal sealed record OwnApplication(
    int Wave,
    ApplicationStatus Status,
    string StatusText,
    SetAsideReason? Reason,
    string? ReasonText,
    DateTimeOffset? AppliedAt)
{
    public static OwnApplication Of(ApplicationView view) => new(
        view.Wave,
        view.Status,
        IndonesianTexts.Of(view.Status),
        view.Reason,
        view.Reason is { } reason ? IndonesianTexts.Of(reason) : null,
        view.AppliedAt);
}

/// <summary>The dashboard. Parts that do not apply yet are null.</summary>
internal sealed record OwnDashboard(
    string Participant,
    bool PhoneVerified,
    TestView Test,
    OwnApplication? Application,
    ImmutableArray<OwnApplication> Past,
    CardView? Card,
    VideosView? Videos,
    ImmutableArray<PurchaseView> Purchases,
    IncentivesView? Incentives)
{
    public static OwnDashboard Of(DashboardView view) => new(
        view.Participant,
        view.PhoneVerified,
        view.Test,
        view.Application is { } application ? OwnApplication.Of(application) : null,
        view.Past.IsEmpty ? [] : [.. view.Past.Select(OwnApplication.Of)],
        view.Card,
        view.Videos,
        view.Purchases,
        view.Incentives);
}

/// <summary>The profile as its owner sees it.</summary>
internal sealed record OwnProfile(
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
    public static OwnProfile Of(Profile profile) => new(
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

    public override string ToString() => nameof(OwnProfile);
}
