using System.Security.Cryptography;

namespace Prakerja.Api.Auth;

/// <summary>The format of a signature: its hash function, its length, and whether it includes a nonce.</summary>
internal sealed record SignatureFormat(HashAlgorithmName Hash, int LengthBytes, bool HasNonce)
{
    /// <summary>Length of the longest signature, bytes.</summary>
    public const int LengthMaxBytes = HMACSHA256.HashSizeInBytes;

    /// <summary>HMAC-SHA256 with a nonce: the format of this API.</summary>
    public static SignatureFormat Standard { get; } =
        new(HashAlgorithmName.SHA256, HMACSHA256.HashSizeInBytes, HasNonce: true);

    /// <summary>
    /// HMAC-SHA1 without a nonce: the older format that providers' systems already use. It is accepted only at the
    /// addresses of their protocol, because anyone who sees a request without a nonce can send it again.
    /// </summary>
    public static SignatureFormat Legacy { get; } = new(HashAlgorithmName.SHA1, SHA1.HashSizeInBytes, HasNonce: false);

    public static SignatureFormat Of(string scheme) => scheme == AuthSchemes.LegacySignature ? Legacy : Standard;
}
