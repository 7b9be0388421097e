using Prakerja.Api.Http;

namespace Prakerja.Api.Auth;

/// <summary>The names of the authentication schemes.</summary>
internal static class AuthSchemes
{
    /// <summary>
    /// Forwards to one of the other schemes, chosen by the request's headers and, for the field's protocol, by its
    /// endpoint.
    /// </summary>
    public const string Any = "any";

    /// <summary><c>Authorization: Bearer TOKEN</c>, from a log-in with a one-time code.</summary>
    public const string Participant = "bearer";

    /// <summary>A request that is signed with a partner's secret.</summary>
    public const string Signature = "signature";

    /// <summary>A signature of the field's older protocol; accepted only at the endpoints of that protocol.</summary>
    public const string FieldSignature = "field_signature";

    /// <summary><c>Authorization: Key KEY</c>, of management.</summary>
    public const string Key = "key";

    /// <summary>The scheme that authenticates this request.</summary>
    public static string SelectFor(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(ManagementKeyHandler.Prefix, StringComparison.OrdinalIgnoreCase)) return Key;
        if (!context.Request.Headers.ContainsKey(SignedRequest.ClientCodeHeader)) return Participant;
        return FieldProtocolMetadata.AppliesTo(context) ? FieldSignature : Signature;
    }
}
