using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For people who are not participants yet: they sign up, and verify their phone with a one-time code (A1).
/// </summary>
internal static class SignUpApi
{
    public static void MapSignUpApi(this IEndpointRouteBuilder api)
    {
        var participants = api.MapGroup("/participants").WithTags("Pendaftaran");
        participants.MapPost("/", SignUp)
            .WithName("signUp")
            .WithSummary("Signs a person up and sends a one-time code to the phone.");
        participants.MapPost("/{participant}/verification", Verify)
            .WithName("verifyPhone")
            .WithSummary(
                "Verifies the phone with the code of the sign-up, and logs in. The answer contains the bearer token.");
    }

    internal static async Task<Results<Created<SignUpResponse>, RefusalResult>> SignUp(
        JsonBody<SignUpRequest> body, IdentityKey identity, IGrainFactory grains)
    {
        if (body.Value.ToProfile(identity).IsRefused(out var refusal, out var profile))
            return new RefusalResult(refusal);
        var participant = ParticipantKey.Of(profile.Nik, identity);
        var answer = await grains.GetParticipant(participant)
            .SignUp(new ParticipantCommand.SignUp(profile));
        return answer.ToCreated(_ => $"/api/v1/participants/{participant}", _ => new SignUpResponse(participant));
    }

    internal static async Task<Results<Ok<SessionResponse>, RefusalResult>> Verify(
        string participant,
        HttpRequest request,
        JsonBody<VerifyPhoneRequest> body,
        SessionTokens tokens,
        IGrainFactory grains)
    {
        if (!ParticipantKey.TryParse(participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        var grain = grains.GetParticipant(participant);
        if ((await grain.VerifyPhone(body.Value.Code)).Refusal is { } refusal) return new RefusalResult(refusal);
        return (await tokens.StartAsync(grain, participant, request.DeviceOf())).ToOk();
    }
}

/// <summary>A sign-up (A1).</summary>
/// <param name="Nik">16 digits. The NIK must agree with the birth date and the sex (E5).</param>
/// <param name="FamilyCardNumber">The number of the family card (Kartu Keluarga), 16 digits.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="MothersName">1 to 100 characters.</param>
/// <param name="Phone">An Indonesian mobile number that begins with 08, 628 or +628.</param>
/// <param name="Province">Where the person lives: a two-digit code of <c>GET regions/provinces</c>.</param>
/// <param name="Declaration">The person's declaration that all data are true. It must be true.</param>
internal sealed record SignUpRequest(
    string Nik,
    string FamilyCardNumber,
    string Name,
    DateOnly BirthDate,
    Sex Sex,
    string MothersName,
    string Email,
    string Phone,
    string Province,
    Employment Employment,
    bool InFormalEducation,
    bool Declaration)
{
    public Answer<Profile> ToProfile(IdentityKey identity)
    {
        if (FieldParser.Nik(Nik).IsRefused(out var refusal, out var nik)) return refusal;
        if (!Grains.Programme.FamilyCardNumber.TryParse(FamilyCardNumber, out var familyCard))
            return FieldRefusals.FamilyCardInvalid;
        if (!FieldParser.IsName(Name)) return FieldRefusals.NameInvalid;
        if (!FieldParser.IsName(MothersName)) return FieldRefusals.MothersNameInvalid;
        if (!FieldParser.IsEmail(Email)) return FieldRefusals.EmailInvalid;
        if (!PhoneNumber.TryParse(Phone, out var phone)) return FieldRefusals.PhoneInvalid;
        if (!FieldParser.TryProvince(Province, out var province)) return FieldRefusals.ProvinceUnknown;
        if (!Declaration) return FieldRefusals.DeclarationMissing;
        return new Profile(
            nik,
            familyCard,
            ClaimValues.Household(identity, familyCard),
            Name.Trim(),
            BirthDate,
            Sex,
            MothersName.Trim(),
            Email,
            phone,
            province,
            Employment,
            InFormalEducation);
    }

    // The generated ToString of a record would print personal data.
    public override string ToString() => nameof(SignUpRequest);
}

/// <param name="Participant">The participant's key. It is not secret and contains no NIK.</param>
internal sealed record SignUpResponse(string Participant);

/// <param name="Code">The six digits of the one-time code.</param>
internal sealed record VerifyPhoneRequest(string Code)
{
    public override string ToString() => nameof(VerifyPhoneRequest);
}
