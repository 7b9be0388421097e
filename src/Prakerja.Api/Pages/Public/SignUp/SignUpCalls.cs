using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// The calls of a sign-up (A1), the only place of the pages that knows how the API signs a person up.
/// </summary>
internal sealed class SignUpCalls(IdentityKey identity, IGrainFactory grains, SessionTokens tokens)
{
    /// <summary>Checks the fields without a call: the first faulty field's refusal, or null.</summary>
    public Refusal? Check(SignUpRequest request) => request.ToProfile(identity).Refusal;

    /// <summary>Signs the person up, which sends a code to the phone. The answer is used to verify the phone.</summary>
    public async Task<Answer<SignUpResponse>> SendAsync(SignUpRequest request)
    {
        var result = await SignUpApi.SignUp(new JsonBody<SignUpRequest>(request), identity, grains);
        return result.Result is RefusalResult refused
            ? refused.Refusal
            : ((IValueHttpResult<SignUpResponse>)result.Result).Value!;
    }

    public async Task<Answer<SessionResponse>> VerifyAsync(string participant, string code)
    {
        var body = new JsonBody<VerifyPhoneRequest>(new VerifyPhoneRequest(code));
        var result = await SignUpApi.Verify(participant, body, tokens, grains);
        return result.Result is RefusalResult refused
            ? refused.Refusal
            : ((IValueHttpResult<SessionResponse>)result.Result).Value!;
    }
}
