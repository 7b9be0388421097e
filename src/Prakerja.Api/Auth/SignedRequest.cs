using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Prakerja.Api.Auth;

/// <summary>
/// The headers of a signed request. The signature is the hex of an HMAC, in any letter case, under the partner's
/// secret (ASCII) over <c>client_code + timestamp + nonce + METHOD + path + body</c>, nothing between them. The
/// header names have underscores, as in the field's own protocol; proxies must be told to keep them.
/// </summary>
internal sealed record SignedRequest(
    SignatureFormat Form, string ClientCode, string Timestamp, string Nonce, byte[] Signature)
{
    public const string ClientCodeHeader = "client_code";
    public const string TimestampHeader = "timestamp";
    public const string NonceHeader = "nonce";
    public const string SignatureHeader = "signature";

    private const int ClientCodeLengthMax = 32;
    private const int NonceLengthMin = 16;
    private const int NonceLengthMax = 64;
    private const int TimestampLengthMax = 12;

    /// <summary>Seconds since 1970 on the partner's clock.</summary>
    public DateTimeOffset SentAt { get; private init; }

    /// <summary>Reads the headers; null when one is missing, comes twice or is not of its form.</summary>
    public static SignedRequest? Read(IHeaderDictionary headers, SignatureFormat form)
    {
        var hexLength = form.LengthBytes * 2;
        if (One(headers[ClientCodeHeader], 1, ClientCodeLengthMax) is not { } client
            || One(headers[TimestampHeader], 1, TimestampLengthMax) is not { } timestamp
            || NonceOf(headers, form) is not { } nonce
            || One(headers[SignatureHeader], hexLength, hexLength) is not { } hex)
            return null;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return null;
        var signature = new byte[form.LengthBytes];
        if (Convert.FromHexString(hex, signature, out _, out _) != System.Buffers.OperationStatus.Done) return null;
        return new SignedRequest(form, client, timestamp, nonce, signature)
        {
            SentAt = DateTimeOffset.FromUnixTimeSeconds(seconds),
        };
    }

    /// <summary>
    /// Whether the signature is the secret's, in a time that does not depend on where they differ.
    /// </summary>
    public bool IsSignedWith(string secret, string method, string path, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(Form.Hash, Encoding.ASCII.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{ClientCode}{Timestamp}{Nonce}{method}{path}"));
        mac.AppendData(body);
        Span<byte> expected = stackalloc byte[SignatureFormat.LengthMaxBytes];
        var length = mac.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected[..length], Signature);
    }

    // Without a nonce the signed text has nothing in its place, which is the field's text.
    private static string? NonceOf(IHeaderDictionary headers, SignatureFormat form) =>
        form.HasNonce ? One(headers[NonceHeader], NonceLengthMin, NonceLengthMax) : "";

    private static string? One(StringValues header, int lengthMin, int lengthMax) =>
        header is [{ } value] && value.Length >= lengthMin && value.Length <= lengthMax && Ascii.IsValid(value)
            ? value
            : null;
}

/// <summary>What a signature is made with.</summary>
internal sealed record SignatureFormat(HashAlgorithmName Hash, int LengthBytes, bool HasNonce)
{
    /// <summary>Length of the longest, bytes.</summary>
    public const int LengthMaxBytes = HMACSHA256.HashSizeInBytes;

    public static SignatureFormat Own { get; } = new(HashAlgorithmName.SHA256, HMACSHA256.HashSizeInBytes, HasNonce: true);

    /// <summary>
    /// The older one that providers' systems already make. It is good at the addresses of their protocol and nowhere else:
    /// what has no nonce can be sent again by whoever saw it.
    /// </summary>
    public static SignatureFormat Field { get; } = new(HashAlgorithmName.SHA1, SHA1.HashSizeInBytes, HasNonce: false);

    public static SignatureFormat Of(string scheme) => scheme == AuthSchemes.FieldSignature ? Field : Own;
}
