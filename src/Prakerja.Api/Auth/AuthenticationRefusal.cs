using Microsoft.AspNetCore.Authentication;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Request feature: the refusal of an authentication handler. <see cref="ProblemAuthorizationResultHandler"/> writes
/// it to the answer.
/// </summary>
internal sealed record AuthenticationRefusal(Refusal Refusal)
{
    /// <summary>Stores the refusal in the request's features, and fails the authentication.</summary>
    public static AuthenticateResult Fail(HttpContext context, Refusal refusal)
    {
        context.Features.Set(new AuthenticationRefusal(refusal));
        return AuthenticateResult.Fail(refusal.Code);
    }
}
