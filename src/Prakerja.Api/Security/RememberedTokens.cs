using Microsoft.AspNetCore.Authentication;

namespace Prakerja.Api.Security;

/// <summary>
/// Opens each token once and then for some seconds from memory: who looks at his page asks again and again, and to open a
/// token took an eighth of the processor. Whether it has expired is looked at every time, by the handler.
/// </summary>
internal sealed class RememberedTokens(ISecureDataFormat<AuthenticationTicket> tokens, TimeProvider system)
    : ISecureDataFormat<AuthenticationTicket>
{
    private const int RememberedMax = 20_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly BriefMemory<string, AuthenticationTicket> opened = new(system, Lifetime, RememberedMax);

    /// <summary>Who gets a token comes back with it at once.</summary>
    public string Protect(AuthenticationTicket data)
    {
        var text = tokens.Protect(data);
        opened.Remember(text, data);
        return text;
    }

    public string Protect(AuthenticationTicket data, string? purpose) => tokens.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, purpose: null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        // Tokens for a purpose are none of ours; and what is no token is not remembered, or strangers could fill the memory.
        if (protectedText is null || purpose is not null) return tokens.Unprotect(protectedText, purpose);
        if (opened.TryGet(protectedText, out var known)) return known;
        var ticket = tokens.Unprotect(protectedText);
        if (ticket is not null) opened.Remember(protectedText, ticket);
        return ticket;
    }
}
