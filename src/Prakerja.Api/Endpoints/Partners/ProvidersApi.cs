using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Treasury;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For training providers: they offer courses, redeem codes, report completions and issue certificates (T1–T4).
/// </summary>
internal static class ProvidersApi
{
    public static void MapProvidersApi(this IEndpointRouteBuilder api)
    {
        var providers = api.MapGroup("/providers").WithTags("Lembaga pelatihan").RequireCaller(CallerKinds.Provider);
        providers.MapPost("/redemptions", Redeem)
            .WithName("redeemCode")
            .WithSummary("Redeems the code of a purchase. After that the purchase can no longer be cancelled.");
        providers.MapPost("/completions", Complete)
            .WithName("completeTraining")
            .WithSummary("Reports that the holder of a redeemed code has finished the training.");
        providers.MapPost("/certificates", Certify)
            .WithName("issueCertificate")
            .WithSummary("Issues the certificate of a finished training.");
        providers.MapPost("/redeem-codes/status", GetStatus)
            .WithName("getRedeemCodeStatus")
            .WithSummary("The status of the training that was bought with a redeem code.");
        providers.MapPut("/courses/{code}", PutCourse)
            .WithName("putCourse")
            .WithSummary("Offers a course, or replaces the whole offer. Purchases made before keep their price.");
        providers.MapGet("/courses", GetCourses)
            .WithName("getProviderCourses")
            .WithSummary("Lists this provider's courses.");
        providers.MapGet("/figures", GetFigures)
            .WithName("getProviderFigures")
            .WithSummary(
                "Counts of the provider's purchases and trainings, computed from the event log a few moments later.");
    }

    internal static async Task<Results<Ok<TrainingView>, RefusalResult>> Redeem(
        CurrentCaller provider, JsonBody<RedeemCodeRequest> body, IdempotencyKey key, ClaimHolderFinder holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Redeem(new ParticipantCommand.Redeem(provider.Name, code), key.Id)).ToOk()
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<TrainingView>, RefusalResult>> Complete(
        CurrentCaller provider,
        JsonBody<CompleteTrainingRequest> body,
        IdempotencyKey key,
        ClaimHolderFinder holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Complete(
                new ParticipantCommand.CompleteTraining(provider.Name, code, body.Value.Score), key.Id)).ToOk()
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<TrainingView>, RefusalResult>> Certify(
        CurrentCaller provider,
        JsonBody<IssueCertificateRequest> body,
        IdempotencyKey key,
        ClaimHolderFinder holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Certify(
                new ParticipantCommand.IssueCertificate(provider.Name, code, body.Value.Certificate), key.Id)).ToOk()
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<TrainingView>, RefusalResult>> GetStatus(
        CurrentCaller provider, JsonBody<RedeemCodeRequest> body, ClaimHolderFinder holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.GetTraining(provider.Name, code)).ToOk()
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<CourseOffer>, RefusalResult>> PutCourse(
        CurrentCaller provider, string code, JsonBody<PutCourseRequest> body, IGrainFactory grains) =>
        (await GrainOf(provider, grains).PutCourse(body.Value.ToDraft(code))).ToOk();

    internal static async Task<Results<Ok<ImmutableArray<CourseOffer>>, RefusalResult>> GetCourses(
        CurrentCaller provider, IGrainFactory grains) =>
        (await GrainOf(provider, grains).GetCourses()).ToOk();

    internal static async Task<Ok<ProviderFigures>> GetFigures(CurrentCaller provider, IGrainFactory grains) =>
        TypedResults.Ok(
            await grains.GetGrain<ILedgerTotalsGrain>(ILedgerTotalsGrain.Key).GetProviderFigures(provider.Name));

    private static ITrainingProviderGrain GrainOf(CurrentCaller provider, IGrainFactory grains) =>
        grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(provider.Name));
}

/// <param name="RedeemCode">16 characters in any letter case.</param>
/// <param name="Score">0 to 100. The incentive does not depend on it.</param>
internal sealed record CompleteTrainingRequest(string RedeemCode, int Score)
{
    public override string ToString() => nameof(CompleteTrainingRequest);
}

/// <param name="RedeemCode">16 characters in any letter case.</param>
/// <param name="Certificate">The number of the certificate, unique among all providers.</param>
internal sealed record IssueCertificateRequest(string RedeemCode, string Certificate)
{
    public override string ToString() => nameof(IssueCertificateRequest);
}

/// <param name="Title">1 to 150 characters.</param>
/// <param name="Price">Whole rupiah, at most the training balance.</param>
/// <param name="Platforms">The codes of the platforms that sell the course. With an empty list it is not sold.</param>
/// <param name="PreTestKey">The right answers of the pre-test: 5 characters from 'a' to 'e'.</param>
internal sealed record PutCourseRequest(
    string Title, Rupiah Price, ImmutableArray<string> Platforms, string PreTestKey)
{
    public CourseDraft ToDraft(string code) => new(code, Title, Price, Platforms, PreTestKey);
}
