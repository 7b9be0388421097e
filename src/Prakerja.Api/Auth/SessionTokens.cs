using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// A log-in: the token to send as <c>Authorization: Bearer</c>, and for how long it is good.
/// </summary>
/// <param name="Device">To keep on the device and to send when logging in again: it shows that this person has
/// logged in there before. It opens nothing by itself and does not expire.</param>
internal sealed record SessionResponse(string Token, int ExpiresInSeconds, string Device);

/// <summary>
/// Issues the bearer tokens of participants. A token carries the participant's key and an expiry by the
/// programme's clock, encrypted with ASP.NET's data protection; nothing is kept on the server.
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
        var ticket = TicketOf(participant, clock.GetUtcNow() + lifetime);
        return new SessionResponse(Protector.Protect(ticket), (int)lifetime.TotalSeconds, devices.Protect(participant));
    }

    /// <summary>What a token holds.</summary>
    public static AuthenticationTicket TicketOf(string participant, DateTimeOffset? expiresAt) => new(
        CallerKinds.Identify(AuthSchemes.Participant, participant),
        new AuthenticationProperties { ExpiresUtc = expiresAt },
        AuthSchemes.Participant);

    /// <summary>Whether this participant has logged in on the device that sends this.</summary>
    public bool IsDeviceOf(string participant, string? device)
    {
        if (device is null) return false;
        try
        {
            return devices.Unprotect(device) == participant;
        }
        catch (CryptographicException)
        {
            // Made up, or from before the token keys were lost: a device like any other.
            return false;
        }
    }

    /// <summary>Why a token that was not accepted was not.</summary>
    public Refusal WhyNot(string token) =>
        Protector.Unprotect(token) is null ? AuthRefusals.TokenInvalid : AuthRefusals.TokenExpired;

    private ISecureDataFormat<AuthenticationTicket> Protector => bearer.Get(AuthSchemes.Participant).BearerTokenProtector;
}
