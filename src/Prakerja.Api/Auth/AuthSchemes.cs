using Prakerja.Api.Http;

namespace Prakerja.Api.Auth;

/// <summary>The names of the authentication schemes.</summary>
internal static class AuthSchemes
{
    /// <summary>
    /// Forwards to one of the other schemes, chosen by the request's headers and, for the legacy protocol, by its
    /// endpoint.
    /// </summary>
    public const string Any = "any";

    /// <summary><c>Authorization: Bearer TOKEN</c>, from a log-in with a one-time code.</summary>
    public const string Participant = "bearer";

    /// <summary>A request that is signed with a partner's secret.</summary>
    public const string Signature = "signature";

    /// <summary>A signature of the legacy protocol; accepted only at the endpoints of that protocol.</summary>
    public const string LegacySignature = "field_signature";

    /// <summary><c>Authorization: Key KEY</c>, with a management key.</summary>
    public const string ManagementKey = "key";

    /// <summary>The session cookie of the pages. It holds the same token as <see cref="Participant"/>.</summary>
    public const string PageSession = "page_session";

    /// <summary>The scheme that authenticates this request.</summary>
    public static string SelectFor(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(ManagementKeyHandler.Prefix, StringComparison.OrdinalIgnoreCase))
            return ManagementKey;
        if (!context.Request.Headers.ContainsKey(SignedRequest.ClientCodeHeader)) return Participant;
        return LegacyProtocolMetadata.AppliesTo(context) ? LegacySignature : Signature;
    }
}
