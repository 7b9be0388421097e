using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Prakerja.Api.Auth;

/// <summary>Authenticates participants by their tokens: <c>Authorization: Bearer TOKEN</c>.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    SessionTokens tokens) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? Context.AuthenticateSessionAsync(tokens, authorization[Prefix.Length..].Trim())
            : Task.FromResult(AuthenticateResult.NoResult());
    }
}

internal static class SessionAuthentication
{
    /// <summary>
    /// Authenticates the participant of a token, wherever the request carried it, and keeps the session as a feature of
    /// the request. Call <see cref="UseSessionStamps"/> behind the authentication.
    /// </summary>
    public static async Task<AuthenticateResult> AuthenticateSessionAsync(
        this HttpContext context, SessionTokens tokens, string token)
    {
        if ((await tokens.OpenAsync(token)).IsRefused(out var refusal, out var session))
            return AuthenticationRefusal.Fail(context, refusal);
        context.Features.Set(session);
        return AuthenticateResult.Success(new AuthenticationTicket(
            CallerKinds.CreatePrincipal(AuthSchemes.Participant, session.Participant), AuthSchemes.Participant));
    }

    /// <summary>Lets the session of the request travel with every grain call that the request makes.</summary>
    public static void UseSessionStamps(this WebApplication app) => app.Use(next => context =>
    {
        context.Features.Get<Grains.Participants.SessionStamp>()?.Attach();
        return next(context);
    });
}
