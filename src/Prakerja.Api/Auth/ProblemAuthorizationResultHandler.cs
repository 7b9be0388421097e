using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Prakerja.Api.Http;

namespace Prakerja.Api.Auth;

/// <summary>
/// Answers a caller that is not admitted with a problem and its code: 401 when the caller is not authenticated, 403
/// when the caller is not authorized.
/// </summary>
internal sealed class ProblemAuthorizationResultHandler(RefusedCredentialLog log)
    : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Challenged && context.GetEndpoint()?.Metadata.GetMetadata<ILogInPrompt>() is { } prompt)
            return prompt.PromptAsync(context);
        if (authorizeResult.Forbidden) return Problem.Of(AuthRefusals.Forbidden).WriteAsync(context);
        if (context.Features.Get<AuthenticationRefusal>()?.Refusal is not { } refusal)
            return Problem.Of(AuthRefusals.CredentialsMissing).WriteAsync(context);
        // An expired token is a person who was away, not a guess.
        if (refusal != AuthRefusals.TokenExpired) log.Note(refusal);
        return Problem.Of(refusal).WriteAsync(context);
    }
}
