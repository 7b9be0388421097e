using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;
using Prakerja.Grains.Treasury;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// What training providers do: offer courses, redeem codes, report completion, issue certificates (T1–T4).
/// </summary>
internal static class Providers
{
    public static void MapProviders(this IEndpointRouteBuilder api)
    {
        var providers = api.MapGroup("/providers").WithTags("Lembaga pelatihan").Needs(Callers.Provider);
        providers.MapPost("/redemptions", Redeem)
            .WithName("redeemCode")
            .WithSummary("Redeems the code of a purchase; from here on it can no longer be taken back.");
        providers.MapPost("/completions", Complete)
            .WithName("completeTraining")
            .WithSummary("Reports that the holder of a redeemed code finished the training.");
        providers.MapPost("/certificates", Certify)
            .WithName("issueCertificate")
            .WithSummary("Issues the certificate of a finished training.");
        providers.MapPost("/redeem-codes/status", GetStatus)
            .WithName("getRedeemCodeStatus")
            .WithSummary("How the purchase behind a code stands.");
        providers.MapPut("/courses/{code}", PutCourse)
            .WithName("putCourse")
            .WithSummary("Offers a course, or replaces it as a whole; what was bought keeps its price.");
        providers.MapGet("/courses", GetCourses).WithName("getProviderCourses").WithSummary("This provider's courses.");
        providers.MapGet("/figures", GetFigures)
            .WithName("getProviderFigures")
            .WithSummary("What became of this provider's courses, from the event log and some moments behind it.");
    }

    internal static async Task<Results<Ok<TrainingView>, Refused>> Redeem(
        Caller provider, Body<RedeemCodeTyped> body, RequestKey key, Holders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Redeem(new ParticipantCommand.Redeem(provider.Name, code), key.Id)).ToOk()
            : new Refused(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<TrainingView>, Refused>> Complete(
        Caller provider, Body<Completion> body, RequestKey key, Holders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Complete(
                new ParticipantCommand.CompleteTraining(provider.Name, code, body.Value.Score), key.Id)).ToOk()
            : new Refused(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<TrainingView>, Refused>> Certify(
        Caller provider, Body<CertificateIssue> body, RequestKey key, Holders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Certify(
                new ParticipantCommand.IssueCertificate(provider.Name, code, body.Value.Certificate), key.Id)).ToOk()
            : new Refused(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<TrainingView>, Refused>> GetStatus(
        Caller provider, Body<RedeemCodeTyped> body, Holders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.GetTraining(provider.Name, code)).ToOk()
            : new Refused(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<CourseOffer>, Refused>> PutCourse(
        Caller provider, string code, Body<CourseOffered> body, IGrainFactory grains) =>
        (await Of(provider, grains).PutCourse(body.Value.ToDraft(code))).ToOk();

    internal static async Task<Results<Ok<ImmutableArray<CourseOffer>>, Refused>> GetCourses(
        Caller provider, IGrainFactory grains) =>
        (await Of(provider, grains).GetCourses()).ToOk();

    internal static async Task<Ok<ProviderFigures>> GetFigures(Caller provider, IGrainFactory grains) =>
        TypedResults.Ok(
            await grains.GetGrain<ITreasuryGrain>(ITreasuryGrain.Key).GetProviderFigures(provider.Name));

    private static ITrainingProviderGrain Of(Caller provider, IGrainFactory grains) =>
        grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(provider.Name));
}

/// <param name="Score">0 to 100; it does not decide about the incentive.</param>
internal sealed record Completion(string RedeemCode, int Score)
{
    public override string ToString() => nameof(Completion);
}

/// <param name="Certificate">The certificate's number, unique over all providers.</param>
internal sealed record CertificateIssue(string RedeemCode, string Certificate)
{
    public override string ToString() => nameof(CertificateIssue);
}

/// <param name="Title">1 to 150 characters.</param>
/// <param name="Price">Rupiah, at most the training balance.</param>
/// <param name="Platforms">Codes of the platforms that sell it; none takes it off sale.</param>
/// <param name="PreTestKey">The right answers of the pre-test: 5 characters 'a' to 'e'.</param>
internal sealed record CourseOffered(
    string Title, Rupiah Price, ImmutableArray<string> Platforms, string PreTestKey)
{
    public CourseDraft ToDraft(string code) => new(code, Title, Price, Platforms, PreTestKey);
}
