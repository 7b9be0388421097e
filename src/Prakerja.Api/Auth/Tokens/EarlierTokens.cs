using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Prakerja.Api.Auth;

/// <summary>
/// Reads the tokens of the version before signed tokens, which ASP.NET's data protection encrypted. They are accepted
/// until they expire, at most a day after the upgrade (docs/adr/0015-sessions.md).
/// </summary>
internal sealed class EarlierTokens(IDataProtectionProvider protection)
{
    // The purposes under which ASP.NET's bearer tokens were encrypted, for the scheme "bearer".
    private readonly TicketDataFormat format = new(protection.CreateProtector(
        "Microsoft.AspNetCore.Authentication.BearerToken", "bearer", "BearerToken"));

    /// <summary>The participant and the end of a token; null when it is none of ours.</summary>
    public (string Participant, DateTimeOffset ExpiresAt)? Read(string token) =>
        format.Unprotect(token) is { Properties.ExpiresUtc: { } expiresAt } ticket
        && ticket.Principal.Identity?.Name is { } participant
            ? (participant, expiresAt)
            : null;
}
