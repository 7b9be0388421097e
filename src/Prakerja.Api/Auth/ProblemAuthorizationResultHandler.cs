using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Answers who may not pass with a problem and its code: 401 when unknown, 403 when not allowed.
/// </summary>
internal sealed class ProblemAuthorizationResultHandler(SessionTokens tokens) : IAuthorizationMiddlewareResultHandler
{
    private const string BearerPrefix = "Bearer ";

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Forbidden) return Problem.Of(AuthRefusals.Forbidden).WriteAsync(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredCaller>() is { } needs)
            context.Response.Headers.WWWAuthenticate = needs.Challenge;
        return Problem.Of(WhyUnknown(context)).WriteAsync(context);
    }

    private Refusal WhyUnknown(HttpContext context)
    {
        if (context.Features.Get<CallerFault>() is { } fault) return fault.Refusal;
        var authorization = context.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? tokens.WhyNot(authorization[BearerPrefix.Length..].Trim())
            : AuthRefusals.CredentialsMissing;
    }
}

/// <summary>Why a handler does not know the caller.</summary>
internal sealed record CallerFault(Refusal Refusal);

internal static class CallerFaults
{
    /// <summary>Keeps the refusal for <see cref="ProblemAuthorizationResultHandler"/>, which writes it.</summary>
    public static AuthenticateResult Reject(this HttpContext context, Refusal refusal)
    {
        context.Features.Set(new CallerFault(refusal));
        return AuthenticateResult.Fail(refusal.Code);
    }
}
