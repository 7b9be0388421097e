using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For people who are not participants yet: each sign-up is an attempt with a secret of its own, and the first attempt
/// of a NIK that proves its phone becomes the participant (A1, A6). No answer before the proof says whether a NIK or a
/// phone is registered.
/// </summary>
internal static class SignUpApi
{
    public static void MapSignUpApi(this IEndpointRouteBuilder api)
    {
        var participants = api.MapGroup("/participants").WithTags("Pendaftaran");
        participants.MapPost("/", SignUp)
            .RequireRateLimiting(SourceLimits.SignUps)
            .WithName("signUp")
            .WithSummary(
                "Begins an attempt to sign up and sends a one-time code to the phone. The answer contains the secret "
                + "of the attempt.");
        participants.MapPost("/{attempt}/verification/code", SendCode)
            .RequireRateLimiting(SourceLimits.SignUps)
            .WithName("sendSignUpCode")
            .WithSummary("Sends another one-time code to the phone of an attempt.");
        participants.MapPost("/{attempt}/verification", Verify)
            .RequireRateLimiting(SourceLimits.Sessions)
            .WithName("verifyPhone")
            .WithSummary(
                "Proves the phone of an attempt with its code, and logs in. The answer contains the bearer token.");
    }

    internal static async Task<Results<Created<SignUpResponse>, RefusalResult>> SignUp(
        JsonBody<SignUpRequest> body, ClientSource source, IdentityKey identity, IGrainFactory grains)
    {
        if (body.Value.ToProfile(identity).IsRefused(out var refusal, out var profile))
            return new RefusalResult(refusal);
        var (attempt, secret) = (SignUpAttemptKey.Next(), SignUpSecret.Next());
        var answer = await grains.GetGrain<ISignUpAttemptGrain>(attempt).Start(profile, secret, source.Hash);
        return answer.ToCreated(
            _ => $"/api/v1/participants/{attempt}",
            expiresAt => new SignUpResponse(
                ParticipantKey.Of(profile.Nik, identity), attempt, secret.Reveal(), expiresAt));
    }

    internal static async Task<Results<Accepted, RefusalResult>> SendCode(
        string attempt, JsonBody<SendSignUpCodeRequest> body, ClientSource source, IGrainFactory grains)
    {
        if (!SignUpAttemptKey.IsValid(attempt)) return new RefusalResult(SignUpRefusals.AttemptUnknown);
        var answer = await grains.GetGrain<ISignUpAttemptGrain>(attempt)
            .SendCode(SignUpSecret.Of(body.Value.Secret), source.Hash);
        return answer.Refusal is { } refusal ? new RefusalResult(refusal) : TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<Ok<SessionResponse>, RefusalResult>> Verify(
        string attempt, JsonBody<VerifyPhoneRequest> body, SessionTokens tokens, IGrainFactory grains)
    {
        if (!SignUpAttemptKey.IsValid(attempt)) return new RefusalResult(SignUpRefusals.AttemptUnknown);
        if (!OneTimeCodeInput.TryParse(body.Value.Code, CodePurpose.VerifyPhone, out var code))
            return new RefusalResult(ParticipantRefusals.CodeMalformed, "code");
        var answer = await grains.GetGrain<ISignUpAttemptGrain>(attempt)
            .Verify(SignUpSecret.Of(body.Value.Secret), code);
        return answer.ToOk(tokens.IssueTo);
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

/// <param name="Participant">
/// The key that the participant will have, if this attempt is the first to prove its phone. It is not secret and
/// contains no NIK.
/// </param>
/// <param name="Attempt">The key of the attempt, for the path of its verification.</param>
/// <param name="Secret">The secret of the attempt. Only this answer contains it.</param>
/// <param name="ExpiresAt">When the attempt ends by itself.</param>
internal sealed record SignUpResponse(string Participant, string Attempt, string Secret, DateTimeOffset ExpiresAt)
{
    public override string ToString() => nameof(SignUpResponse);
}

/// <param name="Secret">The secret of the attempt.</param>
internal sealed record SendSignUpCodeRequest(string Secret)
{
    public override string ToString() => nameof(SendSignUpCodeRequest);
}

/// <param name="Code">The eight digits of the one-time code; blanks and dashes are ignored.</param>
/// <param name="Secret">The secret of the attempt.</param>
internal sealed record VerifyPhoneRequest(string Code, string Secret)
{
    public override string ToString() => nameof(VerifyPhoneRequest);
}
