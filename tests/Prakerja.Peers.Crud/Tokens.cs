using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Prakerja.Peers.Crud;

/// <summary>
/// Bearer tokens: participant, expiry, and an HMAC over both. A check needs no lookup and takes a microsecond.
/// </summary>
internal sealed class Tokens(byte[] key)
{
    private const int BodyBytes = 16 + 8;
    private const int LengthBytes = BodyBytes + HMACSHA256.HashSizeInBytes;
    private const string Scheme = "Bearer ";

    public string Issue(Guid participant, DateTimeOffset expiresAt)
    {
        Span<byte> token = stackalloc byte[LengthBytes];
        participant.TryWriteBytes(token, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token[16..], expiresAt.ToUnixTimeMilliseconds());
        HMACSHA256.HashData(key, token[..BodyBytes], token[BodyBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The participant of the request; null without a valid token.</summary>
    public Guid? ParticipantOf(HttpRequest request, DateTimeOffset now)
    {
        if (request.Headers.Authorization is not [{ } header]) return null;
        if (!header.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        Span<byte> token = stackalloc byte[LengthBytes];
        var text = header.AsSpan(Scheme.Length);
        if (!Base64Url.TryDecodeFromChars(text, token, out var length) || length != LengthBytes) return null;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, token[..BodyBytes], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, token[BodyBytes..])) return null;
        return BinaryPrimitives.ReadInt64BigEndian(token[16..]) > now.ToUnixTimeMilliseconds()
            ? new Guid(token[..16], bigEndian: true)
            : null;
    }
}
