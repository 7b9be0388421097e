using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Security;

/// <summary>
/// A log-in: the token to send as <c>Authorization: Bearer</c>, and for how long it is good.
/// </summary>
internal sealed record SessionToken(string Token, int ExpiresInSeconds);

/// <summary>
/// Issues the bearer tokens of participants. A token carries the participant's key and an expiry by the
/// programme's clock, encrypted with ASP.NET's data protection; nothing is kept on the server.
/// </summary>
internal sealed class SessionTokens(
    IOptionsMonitor<BearerTokenOptions> bearer, IOptions<TokenOptions> options, ProgrammeClock clock)
{
    public SessionToken IssueTo(string participant)
    {
        var lifetime = TimeSpan.FromMinutes(options.Value.LifetimeMinutes);
        var ticket = new AuthenticationTicket(
            Callers.Identify(Schemes.Participant, participant),
            new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + lifetime },
            Schemes.Participant);
        return new SessionToken(Protector.Protect(ticket), (int)lifetime.TotalSeconds);
    }

    /// <summary>Why a token that was not accepted was not.</summary>
    public Refusal WhyNot(string token) =>
        Protector.Unprotect(token) is null ? SecurityRefusals.TokenInvalid : SecurityRefusals.TokenExpired;

    private ISecureDataFormat<AuthenticationTicket> Protector => bearer.Get(Schemes.Participant).BearerTokenProtector;
}
