using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For training providers: the legacy protocol (T1), whose addresses, headers and bodies the providers' systems already
/// use. Its signature has no nonce, so every endpoint here must be safe against a replayed request.
/// </summary>
internal static class LegacyProtocolApi
{
    public static void MapLegacyProtocolApi(this IEndpointRouteBuilder api)
    {
        var codes = api.MapGroup("/integration/payment/redeem-code")
            .WithTags("Lembaga pelatihan (protokol lama)")
            .RequireCaller(CallerKinds.Provider, AuthSchemes.LegacySignature);
        codes.MapPost("/status", GetStatus)
            .WithName("getRedeemCodeStatusInField")
            .WithSummary("Reports whether a redeem code can still be redeemed or was redeemed before.");
        codes.MapPost("/commit", Commit)
            .WithName("commitRedeemCodeInField")
            .WithSummary("Redeems a code. A request that is identical byte for byte gets the same answer again.");
    }

    internal static async Task<Results<Ok<LegacyRedeemCodeResponse>, RefusalResult>> GetStatus(
        CurrentCaller provider, JsonBody<LegacyRedeemCodeRequest> body, ClaimHolderFinder holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.CheckRedeemCode(provider.Name, code))
                .ToOk(training => LegacyRedeemCodeResponse.Of(code, training))
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<LegacyRedeemCodeResponse>, RefusalResult>> Commit(
        CurrentCaller provider,
        JsonBody<LegacyRedeemCodeRequest> body,
        SignatureIdempotencyKey key,
        ClaimHolderFinder holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Redeem(new ParticipantCommand.Redeem(provider.Name, code), key.Id))
                .ToOk(training => LegacyRedeemCodeResponse.Of(code, training))
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
}

/// <param name="RedeemCode">16 characters in any letter case.</param>
internal sealed record LegacyRedeemCodeRequest([property: JsonPropertyName("redeem_code")] string RedeemCode)
{
    public override string ToString() => nameof(LegacyRedeemCodeRequest);
}

/// <param name="Success">Always true. A refusal has false.</param>
/// <param name="Message">Always "OK". A refusal has its title.</param>
internal sealed record LegacyRedeemCodeResponse(bool Success, string Message, LegacyTrainingView Data)
{
    public static LegacyRedeemCodeResponse Of(RedeemCode code, TrainingView training) =>
        new(
            true,
            "OK",
            new LegacyTrainingView(code, training.Course, training.Status is TrainingStatus.Bought ? 0 : 1));
}

/// <param name="CourseCode">The full code of the course: the provider's code, a dot, and the course's own code.</param>
/// <param name="Status">0: not redeemed yet. 1: redeemed.</param>
internal sealed record LegacyTrainingView(
    [property: JsonPropertyName("redeem_code")] RedeemCode RedeemCode,
    [property: JsonPropertyName("course_code")] string CourseCode,
    int Status);
