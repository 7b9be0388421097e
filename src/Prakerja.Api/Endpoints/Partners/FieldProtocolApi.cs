using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For training providers: the older protocol of the field (T1), whose addresses, headers and bodies the providers'
/// systems already use. Its signature has no nonce, so every endpoint here must be safe against a replayed request.
/// </summary>
internal static class FieldProtocolApi
{
    public static void MapFieldProtocolApi(this IEndpointRouteBuilder api)
    {
        var codes = api.MapGroup("/integration/payment/redeem-code")
            .WithTags("Lembaga pelatihan (protokol lama)")
            .RequireCaller(CallerKinds.Provider, AuthSchemes.FieldSignature);
        codes.MapPost("/status", GetStatus)
            .WithName("getRedeemCodeStatusInField")
            .WithSummary("Reports whether a redeem code can still be redeemed or was redeemed before.");
        codes.MapPost("/commit", Commit)
            .WithName("commitRedeemCodeInField")
            .WithSummary("Redeems a code. A request that is identical byte for byte gets the same answer again.");
    }

    internal static async Task<Results<Ok<FieldRedeemCodeResponse>, RefusalResult>> GetStatus(
        CurrentCaller provider, JsonBody<FieldRedeemCodeRequest> body, ClaimHolders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.CheckRedeemCode(provider.Name, code))
                .ToOk(training => FieldRedeemCodeResponse.Of(code, training))
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<FieldRedeemCodeResponse>, RefusalResult>> Commit(
        CurrentCaller provider,
        JsonBody<FieldRedeemCodeRequest> body,
        SignatureIdempotencyKey key,
        ClaimHolders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Redeem(new ParticipantCommand.Redeem(provider.Name, code), key.Id))
                .ToOk(training => FieldRedeemCodeResponse.Of(code, training))
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
}

/// <param name="RedeemCode">16 characters in any letter case.</param>
internal sealed record FieldRedeemCodeRequest([property: JsonPropertyName("redeem_code")] string RedeemCode)
{
    public override string ToString() => nameof(FieldRedeemCodeRequest);
}

/// <param name="Success">Always true. A refusal has false.</param>
/// <param name="Message">Always "OK". A refusal has its title.</param>
internal sealed record FieldRedeemCodeResponse(bool Success, string Message, FieldTrainingView Data)
{
    public static FieldRedeemCodeResponse Of(RedeemCode code, TrainingView training) =>
        new(true, "OK", new FieldTrainingView(code, training.Course, training.Status is TrainingStatus.Bought ? 0 : 1));
}

/// <param name="CourseCode">The full code of the course: the provider's code, a dot, and the course's own code.</param>
/// <param name="Status">0: not redeemed yet. 1: redeemed.</param>
internal sealed record FieldTrainingView(
    [property: JsonPropertyName("redeem_code")] RedeemCode RedeemCode,
    [property: JsonPropertyName("course_code")] string CourseCode,
    int Status);
