using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// 128 bits of an HMAC-SHA256 under the identity key: what stands for a NIK, a household, an email or a card number
/// wherever the value itself must not be seen (keys, claims, the roll). Written as 26 lower-case base-32 characters.
/// </summary>
[GenerateSerializer, Immutable, Alias("keyed-hash")]
[JsonConverter(typeof(KeyedHashJsonConverter))]
public readonly record struct KeyedHash([property: Id(0)] ulong High, [property: Id(1)] ulong Low)
    : IComparable<KeyedHash>
{
    /// <summary>Bytes of one hash in a database row.</summary>
    public const int LengthBytes = 16;

    /// <summary>Characters of one hash in a key.</summary>
    public const int LengthCharacters = 26;

    // Crockford's 32: without i, l, o and u, so that nothing is misread and no word comes about.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static KeyedHash FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public byte[] ToBytes()
    {
        var bytes = new byte[LengthBytes];
        CopyTo(bytes);
        return bytes;
    }

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    public static bool operator <(KeyedHash left, KeyedHash right) => left.CompareTo(right) < 0;

    public static bool operator >(KeyedHash left, KeyedHash right) => left.CompareTo(right) > 0;

    public static bool operator <=(KeyedHash left, KeyedHash right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KeyedHash left, KeyedHash right) => left.CompareTo(right) >= 0;

    /// <summary>The order of the bytes, which is also the order of the text.</summary>
    public int CompareTo(KeyedHash other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    public override string ToString() => string.Create(LengthCharacters, this, static (text, hash) =>
    {
        var bits = new UInt128(hash.High, hash.Low);
        for (var i = LengthCharacters - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(bits & 31)];
            bits >>= 5;
        }
    });

    public static bool TryParse([NotNullWhen(true)] string? text, out KeyedHash hash)
    {
        hash = default;
        // The first character carries the top 3 bits only, so it is at most '7'.
        if (text is not { Length: LengthCharacters } || text[0] > '7') return false;
        UInt128 bits = 0;
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0) return false;
            bits = (bits << 5) | (uint)digit;
        }

        hash = new KeyedHash((ulong)(bits >> 64), (ulong)bits);
        return true;
    }
}

internal sealed class KeyedHashJsonConverter : JsonConverter<KeyedHash>
{
    public override KeyedHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KeyedHash.TryParse(reader.GetString(), out var hash) ? hash : throw new JsonException("Not a keyed hash.");

    public override void Write(Utf8JsonWriter writer, KeyedHash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>
/// Makes keyed hashes. The key is made at first start and never changes for a database: with another key the same
/// person would get another grain. Thread-safe.
/// </summary>
public sealed class IdentityKey
{
    /// <summary>Length of the key, bytes.</summary>
    public const int LengthBytes = 32;

    private readonly byte[] key;

    public IdentityKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != LengthBytes)
            throw new ArgumentException($"An identity key has {LengthBytes} bytes.", nameof(key));
        this.key = key.ToArray();
    }

    /// <summary>A value that tells two keys apart without revealing either; kept in the database.</summary>
    public KeyedHash Fingerprint => Hash("identity-key", "fingerprint");

    /// <summary>The hash of a value within a purpose, so that equal values of two purposes do not show as equal.</summary>
    public KeyedHash Hash(string purpose, ReadOnlySpan<char> value)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(purpose, value, mac);
        return KeyedHash.FromBytes(mac);
    }

    /// <summary>A key of 32 bytes for one purpose, derived from this one.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, LengthBytes, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    private void Mac(string purpose, ReadOnlySpan<char> value, Span<byte> mac)
    {
        var encoding = System.Text.Encoding.UTF8;
        var length = encoding.GetMaxByteCount(purpose.Length + 1 + value.Length);
        Span<byte> text = length <= 512 ? stackalloc byte[length] : new byte[length];
        var written = encoding.GetBytes(purpose, text);
        text[written++] = 0; // a purpose cannot run into its value
        written += encoding.GetBytes(value, text[written..]);
        HMACSHA256.HashData(key, text[..written], mac);
    }
}
