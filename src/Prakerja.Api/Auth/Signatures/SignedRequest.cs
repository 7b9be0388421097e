using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Prakerja.Api.Auth;

/// <summary>
/// The headers of a signed request. The signature is an HMAC in hex, in any letter case. Its key is the partner's
/// secret (ASCII); its text is <c>client_code + timestamp + nonce + METHOD + path + body</c>, without separators.
/// The header names contain underscores, as in the legacy protocol; proxies must be configured to keep them.
/// </summary>
internal sealed record SignedRequest(
    SignatureFormat Format, string ClientCode, string Timestamp, string Nonce, byte[] Signature)
{
    public const string ClientCodeHeader = "client_code";
    public const string TimestampHeader = "timestamp";
    public const string NonceHeader = "nonce";
    public const string SignatureHeader = "signature";

    private const int ClientCodeLengthMax = 32;
    private const int NonceLengthMin = 16;
    private const int NonceLengthMax = 64;
    private const int TimestampLengthMax = 12;

    /// <summary>The timestamp of the request, in whole seconds, by the partner's clock.</summary>
    public DateTimeOffset SentAt { get; private init; }

    /// <summary>Reads the headers; null when one is missing, repeated or malformed.</summary>
    public static SignedRequest? Read(IHeaderDictionary headers, SignatureFormat format)
    {
        var hexLength = format.LengthBytes * 2;
        if (ReadSingle(headers[ClientCodeHeader], 1, ClientCodeLengthMax) is not { } client
            || ReadSingle(headers[TimestampHeader], 1, TimestampLengthMax) is not { } timestamp
            || ReadNonce(headers, format) is not { } nonce
            || ReadSingle(headers[SignatureHeader], hexLength, hexLength) is not { } hex)
            return null;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return null;
        var signature = new byte[format.LengthBytes];
        if (Convert.FromHexString(hex, signature, out _, out _) != System.Buffers.OperationStatus.Done) return null;
        return new SignedRequest(format, client, timestamp, nonce, signature)
        {
            SentAt = DateTimeOffset.FromUnixTimeSeconds(seconds),
        };
    }

    /// <summary>
    /// True when the signature was made with this secret. The comparison takes constant time.
    /// </summary>
    public bool IsSignedWith(string secret, string method, string path, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(Format.Hash, Encoding.ASCII.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{ClientCode}{Timestamp}{Nonce}{method}{path}"));
        mac.AppendData(body);
        Span<byte> expected = stackalloc byte[SignatureFormat.LengthMaxBytes];
        var length = mac.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected[..length], Signature);
    }

    // With an empty nonce the signed text is that of the legacy protocol.
    private static string? ReadNonce(IHeaderDictionary headers, SignatureFormat format) =>
        format.HasNonce ? ReadSingle(headers[NonceHeader], NonceLengthMin, NonceLengthMax) : "";

    private static string? ReadSingle(StringValues header, int lengthMin, int lengthMax) =>
        header is [{ } value] && value.Length >= lengthMin && value.Length <= lengthMax && Ascii.IsValid(value)
            ? value
            : null;
}
