using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Prakerja.Grains.Caching;

namespace Prakerja.Api.Auth;

/// <summary>
/// Opens each token once and then for some minutes from memory: to open one takes as long as all the rest of a request
/// for a dashboard, and who looks at his page asks again and again. Whether it has expired is looked at every time, by
/// the handler.
/// </summary>
internal sealed class CachingTokenProtector(ISecureDataFormat<AuthenticationTicket> tokens, TimeProvider system)
    : ISecureDataFormat<AuthenticationTicket>
{
    // Of some 250 bytes each: of a token no more is kept than its hash, whose it is and when it ends.
    private const int RememberedMax = 200_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ExpiringCache<UInt128, Session> opened = new(system, Lifetime, RememberedMax);

    /// <summary>Who gets a token comes back with it at once.</summary>
    public string Protect(AuthenticationTicket data)
    {
        var text = tokens.Protect(data);
        Remember(text, data);
        return text;
    }

    public string Protect(AuthenticationTicket data, string? purpose) => tokens.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, purpose: null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        // Tokens for a purpose are none of ours; and what is no token is not remembered, or strangers could fill the memory.
        if (protectedText is null || purpose is not null) return tokens.Unprotect(protectedText, purpose);
        if (opened.TryGet(HashOf(protectedText), out var session))
            return SessionTokens.TicketOf(session.Participant, session.ExpiresAt);
        var ticket = tokens.Unprotect(protectedText);
        if (ticket is not null) Remember(protectedText, ticket);
        return ticket;
    }

    private void Remember(string text, AuthenticationTicket ticket)
    {
        var session = new Session(ticket.Principal.NameOfCaller(), ticket.Properties.ExpiresUtc);
        opened.Set(HashOf(text), session);
    }

    // Half of SHA-256: nobody finds another text with the same one.
    private static UInt128 HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private readonly record struct Session(string Participant, DateTimeOffset? ExpiresAt);
}
