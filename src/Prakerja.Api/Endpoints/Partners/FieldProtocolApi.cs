using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// The protocol that providers' systems spoke before this API (T1): the addresses, headers and bodies are theirs. Its
/// signature has no nonce, so nothing belongs here that a replay could do twice.
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
            .WithSummary("Whether a code can be redeemed, or was.");
        codes.MapPost("/commit", Commit)
            .WithName("commitRedeemCodeInField")
            .WithSummary("Redeems a code; the same request byte for byte gets the same answer again.");
    }

    internal static async Task<Results<Ok<FieldRedeemCodeResponse>, RefusalResult>> GetStatus(
        CurrentCaller provider, JsonBody<FieldRedeemCodeRequest> body, ClaimHolders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.CheckRedeemCode(provider.Name, code)).ToOk(training => FieldRedeemCodeResponse.Of(code, training))
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<FieldRedeemCodeResponse>, RefusalResult>> Commit(
        CurrentCaller provider, JsonBody<FieldRedeemCodeRequest> body, SignatureIdempotencyKey key, ClaimHolders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Redeem(new ParticipantCommand.Redeem(provider.Name, code), key.Id))
                .ToOk(training => FieldRedeemCodeResponse.Of(code, training))
            : new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
}

/// <param name="RedeemCode">16 characters, any letter case.</param>
internal sealed record FieldRedeemCodeRequest([property: JsonPropertyName("redeem_code")] string RedeemCode)
{
    public override string ToString() => nameof(FieldRedeemCodeRequest);
}

/// <param name="Success">Always true; a refusal has false here.</param>
/// <param name="Message">Always "OK"; a refusal has its title here.</param>
internal sealed record FieldRedeemCodeResponse(bool Success, string Message, FieldTrainingView Data)
{
    public static FieldRedeemCodeResponse Of(RedeemCode code, TrainingView training) =>
        new(true, "OK", new FieldTrainingView(code, training.Course, training.Status is TrainingStatus.Bought ? 0 : 1));
}

/// <param name="CourseCode">The whole code of the course: its provider's, a dot and its own.</param>
/// <param name="Status">0 not redeemed yet, 1 redeemed.</param>
internal sealed record FieldTrainingView(
    [property: JsonPropertyName("redeem_code")] RedeemCode RedeemCode,
    [property: JsonPropertyName("course_code")] string CourseCode,
    int Status);
