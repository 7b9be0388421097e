using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Prakerja.Api.Auth;

/// <summary>
/// Authenticates a participant on the pages by the session cookie. The cookie holds a bearer token, so the bearer
/// scheme decides whether it is valid. An Authorization header is ignored: pages are for browsers.
/// </summary>
internal sealed class PageSessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PageSessionCookies.TokenOf(Request) is not { Length: > 0 } token)
            return Task.FromResult(AuthenticateResult.NoResult());
        Request.Headers.Authorization = "Bearer " + token;
        return Context.AuthenticateAsync(AuthSchemes.Participant);
    }
}
