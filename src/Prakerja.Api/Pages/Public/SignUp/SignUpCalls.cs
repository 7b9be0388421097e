using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// The calls of a sign-up (A1, A6), the only place of the pages that knows how the API signs a person up. The draft
/// keeps the attempt and its secret between them.
/// </summary>
internal sealed class SignUpCalls(IdentityKey identity, IGrainFactory grains, SessionTokens tokens)
{
    /// <summary>Checks the fields without a call: the first faulty field's refusal, or null.</summary>
    public Refusal? Check(SignUpRequest request) => request.ToProfile(identity).Refusal;

    /// <summary>Begins an attempt, which sends a code to the phone. The answer is the draft with the attempt.</summary>
    public async Task<Answer<SignUpDraft>> StartAsync(SignUpDraft draft, SignUpRequest request, HttpContext context)
    {
        var source = await ClientSource.BindAsync(context);
        var result = await SignUpApi.SignUp(new JsonBody<SignUpRequest>(request), source, identity, grains);
        return result.Result is RefusalResult refused
            ? refused.Refusal
            : draft.WithAttempt(((IValueHttpResult<SignUpResponse>)result.Result).Value!);
    }

    /// <summary>Sends another code of the draft's attempt.</summary>
    public async Task<Refusal?> SendCodeAsync(SignUpDraft draft, HttpContext context)
    {
        var body = new JsonBody<SendSignUpCodeRequest>(new SendSignUpCodeRequest(draft.Secret));
        var result = await SignUpApi.SendCode(draft.Attempt, body, await ClientSource.BindAsync(context), grains);
        return (result.Result as RefusalResult)?.Refusal;
    }

    public async Task<Answer<SessionResponse>> VerifyAsync(
        SignUpDraft draft, string code, HttpRequest request)
    {
        var body = new JsonBody<VerifyPhoneRequest>(new VerifyPhoneRequest(code, draft.Secret));
        var result = await SignUpApi.Verify(draft.Attempt, request, body, tokens, grains);
        return result.Result is RefusalResult refused
            ? refused.Refusal
            : ((IValueHttpResult<SessionResponse>)result.Result).Value!;
    }
}
