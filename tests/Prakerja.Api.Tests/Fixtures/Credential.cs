using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>The credential that a test adds to a request.</summary>
public abstract record Credential
{
    public static Credential None { get; } = new Anonymous();

    public abstract void ApplyTo(HttpRequestMessage request, byte[] body, DateTimeOffset now);

    private sealed record Anonymous : Credential
    {
        public override void ApplyTo(HttpRequestMessage request, byte[] body, DateTimeOffset now)
        {
        }
    }
}

public sealed record BearerToken(string Token) : Credential
{
    public override void ApplyTo(HttpRequestMessage request, byte[] body, DateTimeOffset now) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
}

public sealed record ManagementKey(string Key) : Credential
{
    public override void ApplyTo(HttpRequestMessage request, byte[] body, DateTimeOffset now) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Key", Key);
}

/// <summary>
/// Signs a request as a partner. The properties make a different or a wrong signature for a test.
/// </summary>
public sealed record PartnerSignature(string Code, string Secret) : Credential
{
    public TimeSpan ClockSkew { get; init; }

    /// <summary>
    /// The time of signing; null means now. Without a nonce, the same content signed in the same second is the same
    /// request.
    /// </summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Signs by the legacy protocol: HMAC-SHA1, no nonce.</summary>
    public bool UsesLegacyProtocol { get; init; }

    /// <summary>The name of a header that the request does not have.</summary>
    public string? OmittedHeader { get; init; }

    public string? Nonce { get; init; }

    public bool HasUpperCaseSignature { get; init; }

    public bool HasWrongSignature { get; init; }

    public override void ApplyTo(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var timestamp = ((SignedAt ?? now) + ClockSkew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = UsesLegacyProtocol ? Nonce : Nonce ?? RandomNumberGenerator.GetHexString(24);
        var path = request.RequestUri!.AbsolutePath;
        byte[] text = [.. Encoding.UTF8.GetBytes($"{Code}{timestamp}{nonce}{request.Method.Method}{path}"), .. body];
        var hash = UsesLegacyProtocol ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var mac = CryptographicOperations.HmacData(hash, Encoding.ASCII.GetBytes(Secret), text);
        if (HasWrongSignature) mac[0] ^= 1;
        request.Headers.Add("client_code", Code);
        request.Headers.Add("timestamp", timestamp);
        if (nonce is not null) request.Headers.Add("nonce", nonce);
        request.Headers.Add(
            "signature", HasUpperCaseSignature ? Convert.ToHexString(mac) : Convert.ToHexStringLower(mac));
        if (OmittedHeader is not null) request.Headers.Remove(OmittedHeader);
    }
}
