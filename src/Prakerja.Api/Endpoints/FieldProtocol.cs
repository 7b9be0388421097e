using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// The protocol that providers' systems spoke before this API (T1): the addresses, headers and bodies are theirs. Its
/// signature has no nonce, so nothing belongs here that a replay could do twice.
/// </summary>
internal static class FieldProtocol
{
    public static void MapFieldProtocol(this IEndpointRouteBuilder api)
    {
        var codes = api.MapGroup("/integration/payment/redeem-code")
            .WithTags("Lembaga pelatihan (protokol lama)")
            .Needs(Callers.Provider, Schemes.FieldSignature);
        codes.MapPost("/status", GetStatus)
            .WithName("getRedeemCodeStatusInField")
            .WithSummary("Whether a code can be redeemed, or was.");
        codes.MapPost("/commit", Commit)
            .WithName("commitRedeemCodeInField")
            .WithSummary("Redeems a code; the same request byte for byte gets the same answer again.");
    }

    internal static async Task<Results<Ok<FieldAnswer>, Refused>> GetStatus(
        Caller provider, Body<FieldRedeemCode> body, Holders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.CheckRedeemCode(provider.Name, code)).ToOk(training => FieldAnswer.Of(code, training))
            : new Refused(ParticipantRefusals.RedeemCodeUnknown);

    internal static async Task<Results<Ok<FieldAnswer>, Refused>> Commit(
        Caller provider, Body<FieldRedeemCode> body, SignatureKey key, Holders holders) =>
        RedeemCode.TryParse(body.Value.RedeemCode, out var code) && await holders.Find(code) is { } holder
            ? (await holder.Redeem(new ParticipantCommand.Redeem(provider.Name, code), key.Id))
                .ToOk(training => FieldAnswer.Of(code, training))
            : new Refused(ParticipantRefusals.RedeemCodeUnknown);
}

/// <param name="RedeemCode">16 characters, any letter case.</param>
internal sealed record FieldRedeemCode([property: JsonPropertyName("redeem_code")] string RedeemCode)
{
    public override string ToString() => nameof(FieldRedeemCode);
}

/// <param name="Success">Always true; a refusal has false here.</param>
/// <param name="Message">Always "OK"; a refusal has its title here.</param>
internal sealed record FieldAnswer(bool Success, string Message, FieldTraining Data)
{
    public static FieldAnswer Of(RedeemCode code, TrainingView training) =>
        new(true, "OK", new FieldTraining(code, training.Course, training.Status is TrainingStatus.Bought ? 0 : 1));
}

/// <param name="CourseCode">The whole code of the course: its provider's, a dot and its own.</param>
/// <param name="Status">0 not redeemed yet, 1 redeemed.</param>
internal sealed record FieldTraining(
    [property: JsonPropertyName("redeem_code")] RedeemCode RedeemCode,
    [property: JsonPropertyName("course_code")] string CourseCode,
    int Status);
