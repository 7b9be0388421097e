using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>The refusals of authentication (401) and authorization (403).</summary>
internal static class AuthRefusals
{
    public static Refusal CredentialsMissing { get; } = new("auth.missing");

    /// <summary>The caller is authenticated, but may not use this endpoint.</summary>
    public static Refusal Forbidden { get; } = new("auth.forbidden");

    /// <summary>The token was not issued by this system, or was changed.</summary>
    public static Refusal TokenInvalid { get; } = new("token.invalid");

    public static Refusal TokenExpired { get; } = new("token.expired");

    public static Refusal KeyUnknown { get; } = new("key.unknown");

    /// <summary>A header of the signature is missing or malformed.</summary>
    public static Refusal SignatureHeader { get; } = new("signature.header_invalid");

    public static Refusal SignatureClientUnknown { get; } = new("signature.client_unknown");

    public static Refusal SignatureWrong { get; } = new("signature.wrong");

    /// <summary>The timestamp is too far from the server's clock.</summary>
    public static Refusal SignatureStale { get; } = new("signature.timestamp_out_of_window");

    /// <summary>The nonce was used before.</summary>
    public static Refusal SignatureReplayed { get; } = new("signature.nonce_used");
}
