using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For participants: they log in with a one-time code (A5). The answers do not reveal whether a phone is registered: a
/// request for a code always gets 202, and a log-in with an unregistered phone is refused as a wrong code. Codes and
/// wrong tries from unknown devices are counted separately, so that a stranger cannot lock the person out.
/// </summary>
internal static class SessionsApi
{
    public static void MapSessionsApi(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Masuk").RequireRateLimiting(SourceLimits.Sessions);
        sessions.MapPost("/code", SendCodeEvenly)
            .WithName("sendLogInCode")
            .WithSummary(
                "Sends a one-time code to the phone, if a participant has it. The answer is 202 in both cases.");
        sessions.MapPost("/", LogInEvenly)
            .WithName("logIn")
            .WithSummary("Logs in with the phone and the one-time code. The answer contains the bearer token.");
    }

    internal static Task<Results<Accepted, RefusalResult>> SendCodeEvenly(
        JsonBody<SendLogInCodeRequest> body, ClaimHolderFinder holders, SessionTokens tokens, EvenAnswerTime evenly) =>
        evenly.Of(() => SendCode(body, holders, tokens));

    internal static Task<Results<Ok<SessionResponse>, RefusalResult>> LogInEvenly(
        HttpRequest request,
        JsonBody<LogInRequest> body,
        ClaimHolderFinder holders,
        SessionTokens tokens,
        EvenAnswerTime evenly) =>
        evenly.Of(() => LogIn(request, body, holders, tokens));

    private static async Task<Results<Accepted, RefusalResult>> SendCode(
        JsonBody<SendLogInCodeRequest> body, ClaimHolderFinder holders, SessionTokens tokens)
    {
        if (!PhoneNumber.TryParse(body.Value.Phone, out var phone))
            return new RefusalResult(FieldRefusals.PhoneInvalid);
        if (await holders.Find(phone) is { } holder)
        {
            var proof = await tokens.ReadDeviceAsync(body.Value.Device, holder.GetPrimaryKeyString());
            var answer = await holder.RequestLogInCode(proof);
            // Only a device of the person learns why no code comes. Others would learn that the phone is registered.
            if (answer.Refusal is { } refusal
                && (proof is not null || RefusalCatalogue.MayBeTriedAgain(refusal.Code)))
                return new RefusalResult(refusal);
        }

        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<Ok<SessionResponse>, RefusalResult>> LogIn(
        HttpRequest request, JsonBody<LogInRequest> body, ClaimHolderFinder holders, SessionTokens tokens)
    {
        if (!PhoneNumber.TryParse(body.Value.Phone, out var phone))
            return new RefusalResult(FieldRefusals.PhoneInvalid);
        var holder = await holders.Find(phone);
        var participant = holder?.GetPrimaryKeyString() ?? "";
        var proof = holder is null ? null : await tokens.ReadDeviceAsync(body.Value.Device, participant);
        // A device that was removed has a proof and needs the longer code; the participant's grain knows.
        if (!OneTimeCodeInput.TryParse(body.Value.Code, CodePurpose.LogInElsewhere, out var code)
            && (proof is null || !OneTimeCodeInput.TryParse(body.Value.Code, CodePurpose.LogIn, out code)))
            return new RefusalResult(ParticipantRefusals.CodeMalformed, "code");
        if (holder is null) return new RefusalResult(ParticipantRefusals.CodeWrong);
        var answer = await holder.LogInOn(code, proof, request.DeviceOf());
        // "No code", "expired" and "too many tries" would reveal that the phone is registered.
        if (answer.Refusal is { } refusal && proof is null && !RefusalCatalogue.MayBeTriedAgain(refusal.Code))
            return new RefusalResult(ParticipantRefusals.CodeWrong);
        return answer.ToOk(session => tokens.IssueTo(participant, session));
    }
}

/// <param name="Phone">An Indonesian mobile number that begins with 08, 628 or +628.</param>
/// <param name="Device">The device proof of an earlier log-in on this device, if there was one.</param>
internal sealed record SendLogInCodeRequest(string Phone, string? Device = null)
{
    public override string ToString() => nameof(SendLogInCodeRequest);
}

/// <param name="Phone">An Indonesian mobile number that begins with 08, 628 or +628.</param>
/// <param name="Code">
/// The digits of the one-time code: six on a known device, eight on any other; blanks and dashes are ignored.
/// </param>
/// <param name="Device">The same device proof as in the request for the code.</param>
internal sealed record LogInRequest(string Phone, string Code, string? Device = null)
{
    public override string ToString() => nameof(LogInRequest);
}
