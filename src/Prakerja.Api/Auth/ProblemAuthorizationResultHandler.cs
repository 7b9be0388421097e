using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Answers a caller that is not admitted with a problem and its code: 401 when the caller is not authenticated, 403
/// when the caller is not authorized.
/// </summary>
internal sealed class ProblemAuthorizationResultHandler(SessionTokens tokens) : IAuthorizationMiddlewareResultHandler
{
    private const string BearerPrefix = "Bearer ";

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
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredCaller>() is { } required)
            context.Response.Headers.WWWAuthenticate = required.Challenge;
        return Problem.Of(RefusalOf(context)).WriteAsync(context);
    }

    private Refusal RefusalOf(HttpContext context)
    {
        if (context.Features.Get<AuthenticationRefusal>() is { } failure) return failure.Refusal;
        var authorization = context.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? tokens.RefusalOf(authorization[BearerPrefix.Length..].Trim())
            : AuthRefusals.CredentialsMissing;
    }
}
