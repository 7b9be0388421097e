using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Prakerja.Api.Security;

/// <summary>
/// The four headers of a signed request. The signature is the hex of HMAC-SHA256, in any letter case, under
/// the partner's secret (ASCII) over <c>client_code + timestamp + nonce + METHOD + path + body</c>, nothing
/// between them. The header names have underscores, as in the field's own protocol; proxies must be told to
/// keep them.
/// </summary>
internal sealed record SignedRequest(string ClientCode, string Timestamp, string Nonce, byte[] Signature)
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
    public static SignedRequest? Read(IHeaderDictionary headers)
    {
        if (One(headers[ClientCodeHeader], 1, ClientCodeLengthMax) is not { } client
            || One(headers[TimestampHeader], 1, TimestampLengthMax) is not { } timestamp
            || One(headers[NonceHeader], NonceLengthMin, NonceLengthMax) is not { } nonce
            || One(headers[SignatureHeader], HexLength, HexLength) is not { } hex)
            return null;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return null;
        var signature = new byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(hex, signature, out _, out _) != System.Buffers.OperationStatus.Done) return null;
        return new SignedRequest(client, timestamp, nonce, signature)
        {
            SentAt = DateTimeOffset.FromUnixTimeSeconds(seconds),
        };
    }

    private const int HexLength = HMACSHA256.HashSizeInBytes * 2;

    /// <summary>
    /// Whether the signature is the secret's, in a time that does not depend on where they differ.
    /// </summary>
    public bool IsSignedWith(string secret, string method, string path, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.ASCII.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{ClientCode}{Timestamp}{Nonce}{method}{path}"));
        mac.AppendData(body);
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        mac.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected, Signature);
    }

    private static string? One(StringValues header, int lengthMin, int lengthMax) =>
        header is [{ } value] && value.Length >= lengthMin && value.Length <= lengthMax && Ascii.IsValid(value)
            ? value
            : null;
}
