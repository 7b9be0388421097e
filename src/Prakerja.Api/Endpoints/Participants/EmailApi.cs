using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For participants: they confirm their email with a mailed code (A6). Until then the email claims nothing.
/// </summary>
internal static class EmailApi
{
    public static void MapEmailApi(this IEndpointRouteBuilder me)
    {
        var email = me.MapGroup("/email").WithTags("Peserta");
        email.MapPost("/code", SendCode)
            .WithName("sendEmailCode")
            .WithSummary("Mails a one-time code to the email of the profile.");
        email.MapPost("/confirmation", Confirm)
            .WithName("confirmEmail")
            .WithSummary("Confirms the email with the mailed code. From then on nobody else can confirm it.");
    }

    internal static async Task<Results<Accepted, RefusalResult>> SendCode(CurrentParticipant me)
    {
        var answer = await me.Grain.RequestCode(new ParticipantCommand.RequestCode(CodePurpose.ConfirmEmail));
        return answer.Refusal is { } refusal ? new RefusalResult(refusal) : TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<NoContent, RefusalResult>> Confirm(
        CurrentParticipant me, JsonBody<ConfirmEmailRequest> body, ClaimHolderFinder holders)
    {
        if (!OneTimeCodeInput.TryParse(body.Value.Code, CodePurpose.ConfirmEmail, out var code))
            return new RefusalResult(ParticipantRefusals.CodeMalformed, "code");
        var answer = await me.Grain.ConfirmEmail(code);
        if (answer.Refusal != ParticipantRefusals.EmailTaken) return answer.ToNoContent();
        // Earlier versions let people claim an email without a mailed code. Such a holder gives it up.
        if ((await me.Grain.GetProfile()).Value is not { } profile
            || await holders.FindEmail(profile.Email) is not { } holder
            || (await holder.GiveUpEmail()).Refusal is not null)
            return new RefusalResult(ParticipantRefusals.EmailTaken);
        return (await me.Grain.ConfirmEmail(code)).ToNoContent();
    }
}

/// <param name="Code">The six digits of the mailed code; blanks and dashes are ignored.</param>
internal sealed record ConfirmEmailRequest(string Code)
{
    public override string ToString() => nameof(ConfirmEmailRequest);
}
