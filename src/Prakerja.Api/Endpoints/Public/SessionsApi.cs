using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Logging in with a one-time code. Neither answer tells whether a phone is known: who asks for a code always
/// hears that it is on its way, and a wrong code for an unknown phone is a wrong code. Codes and wrong tries from
/// devices on which the person never logged in are counted apart, so that a stranger cannot lock her out of hers.
/// </summary>
internal static class SessionsApi
{
    public static void MapSessionsApi(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Masuk");
        sessions.MapPost("/code", SendCode)
            .WithName("sendLogInCode")
            .WithSummary("Sends a one-time code to the phone, if somebody signed up with it.");
        sessions.MapPost("/", LogIn)
            .WithName("logIn")
            .WithSummary("Logs in with phone and one-time code.");
    }

    internal static async Task<Results<Accepted, RefusalResult>> SendCode(
        JsonBody<SendLogInCodeRequest> body, ClaimHolders holders, SessionTokens tokens)
    {
        if (!PhoneNumber.TryParse(body.Value.Phone, out var phone)) return new RefusalResult(FieldRefusals.PhoneInvalid);
        if (await holders.Find(phone) is { } holder)
        {
            var isKnown = tokens.IsDeviceOf(holder.GetPrimaryKeyString(), body.Value.Device);
            var purpose = isKnown ? CodePurpose.LogIn : CodePurpose.LogInElsewhere;
            var answer = await holder.RequestCode(new ParticipantCommand.RequestCode(purpose));
            if (answer.Refusal is { } refusal && RefusalCatalogue.MayBeTriedAgain(refusal.Code))
                return new RefusalResult(refusal);
        }

        return TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<Ok<SessionResponse>, RefusalResult>> LogIn(
        JsonBody<LogInRequest> body, ClaimHolders holders, SessionTokens tokens)
    {
        if (!PhoneNumber.TryParse(body.Value.Phone, out var phone)) return new RefusalResult(FieldRefusals.PhoneInvalid);
        if (await holders.Find(phone) is not { } holder) return new RefusalResult(ParticipantRefusals.CodeWrong);
        var answer = tokens.IsDeviceOf(holder.GetPrimaryKeyString(), body.Value.Device)
            ? await holder.LogIn(body.Value.Code)
            : await holder.LogInElsewhere(body.Value.Code);
        // None issued, expired, tried too often: each would tell that the phone is known.
        if (answer.Refusal is { } refusal && !RefusalCatalogue.MayBeTriedAgain(refusal.Code))
            return new RefusalResult(ParticipantRefusals.CodeWrong);
        return answer.ToOk(_ => tokens.IssueTo(holder.GetPrimaryKeyString()));
    }
}

/// <param name="Phone">An Indonesian mobile number: 08…, 628… or +628….</param>
/// <param name="Device">What an earlier log-in on this device gave, if there was one.</param>
internal sealed record SendLogInCodeRequest(string Phone, string? Device = null)
{
    public override string ToString() => nameof(SendLogInCodeRequest);
}

/// <param name="Phone">An Indonesian mobile number: 08…, 628… or +628….</param>
/// <param name="Code">The six digits of the message.</param>
/// <param name="Device">The same as when the code was asked for.</param>
internal sealed record LogInRequest(string Phone, string Code, string? Device = null)
{
    public override string ToString() => nameof(LogInRequest);
}
