using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Prakerja.Grains.Caching;

namespace Prakerja.Api.Auth;

/// <summary>
/// Decrypts each token once, and caches the result for 10 minutes. To decrypt a token takes as long as the rest of a
/// dashboard request, and the page of a participant sends many requests. The authentication handler checks the
/// expiry at every request.
/// </summary>
internal sealed class CachingTokenProtector(ISecureDataFormat<AuthenticationTicket> tokens, TimeProvider time)
    : ISecureDataFormat<AuthenticationTicket>
{
    // An entry has about 250 bytes: the token's hash, its participant and its expiry.
    private const int CapacityMax = 200_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ExpiringCache<UInt128, Session> cache = new(time, Lifetime, CapacityMax);

    /// <summary>Encrypts a token, and caches it: the client will use it at once.</summary>
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
        // Session tokens have no purpose. Invalid tokens are not cached, or a stranger could fill the memory.
        if (protectedText is null || purpose is not null) return tokens.Unprotect(protectedText, purpose);
        if (cache.TryGet(HashOf(protectedText), out var session))
            return SessionTokens.CreateTicket(session.Participant, session.ExpiresAt);
        var ticket = tokens.Unprotect(protectedText);
        if (ticket is not null) Remember(protectedText, ticket);
        return ticket;
    }

    private void Remember(string text, AuthenticationTicket ticket)
    {
        var session = new Session(ticket.Principal.NameOfCaller(), ticket.Properties.ExpiresUtc);
        cache.Set(HashOf(text), session);
    }

    // 128 bits of SHA-256 are enough: a second text with the same hash cannot be found.
    private static UInt128 HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private readonly record struct Session(string Participant, DateTimeOffset? ExpiresAt);
}
