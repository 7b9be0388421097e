using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Issues the bearer tokens of participants. A token contains the participant's key and its time of expiry by the
/// programme's clock, encrypted with ASP.NET's data protection. The server stores no sessions.
/// </summary>
internal sealed class SessionTokens(
    IOptionsMonitor<BearerTokenOptions> bearer,
    IOptions<TokenOptions> options,
    IDataProtectionProvider protection,
    ProgrammeClock clock)
{
    private readonly IDataProtector devices = protection.CreateProtector("Prakerja.Device");

    public SessionResponse IssueTo(string participant)
    {
        var lifetime = TimeSpan.FromMinutes(options.Value.LifetimeMinutes);
        var ticket = CreateTicket(participant, clock.GetUtcNow() + lifetime);
        return new SessionResponse(Protector.Protect(ticket), (int)lifetime.TotalSeconds, devices.Protect(participant));
    }

    /// <summary>Creates the content of a token.</summary>
    public static AuthenticationTicket CreateTicket(string participant, DateTimeOffset? expiresAt) => new(
        CallerKinds.CreatePrincipal(AuthSchemes.Participant, participant),
        new AuthenticationProperties { ExpiresUtc = expiresAt },
        AuthSchemes.Participant);

    /// <summary>
    /// True when <paramref name="device"/> is the proof of an earlier log-in of this participant
    /// (<see cref="SessionResponse.Device"/>).
    /// </summary>
    public bool HasLoggedInOn(string? device, string participant)
    {
        if (device is null) return false;
        try
        {
            return devices.Unprotect(device) == participant;
        }
        catch (CryptographicException)
        {
            // The proof is invented, or older than a loss of the token keys: the device counts as unknown.
            return false;
        }
    }

    /// <summary>The reason why a token was not accepted: it is invalid or has expired.</summary>
    public Refusal RefusalOf(string token) =>
        Protector.Unprotect(token) is null ? AuthRefusals.TokenInvalid : AuthRefusals.TokenExpired;

    private ISecureDataFormat<AuthenticationTicket> Protector =>
        bearer.Get(AuthSchemes.Participant).BearerTokenProtector;
}
