using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// 128 bits of an HMAC-SHA256 under the <see cref="IdentityKey"/>. It replaces a NIK, a household, an email or a card
/// number where the value itself must not be seen (keys, claims, the roll). Written as 26 lower-case base-32
/// characters.
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

    // Crockford's base 32: without i, l and o, which look like 1 and 0, and without u.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Reads the 16 bytes of <see cref="CopyTo"/>; further bytes are ignored.</summary>
    public static KeyedHash FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>The 16 bytes of <see cref="CopyTo"/> in a new array.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[LengthBytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>
    /// Writes the 16 bytes, the most significant first (big-endian): so the order of the bytes, of the text and of the
    /// values is the same.
    /// </summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    /// <summary>The 16 bytes as lower-case hex, as published files write them.</summary>
    public string ToHex() => Convert.ToHexStringLower(ToBytes());

    public static bool operator <(KeyedHash left, KeyedHash right) => left.CompareTo(right) < 0;

    public static bool operator >(KeyedHash left, KeyedHash right) => left.CompareTo(right) > 0;

    public static bool operator <=(KeyedHash left, KeyedHash right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KeyedHash left, KeyedHash right) => left.CompareTo(right) >= 0;

    /// <summary>Compares in the order of the bytes, which is also the order of the text.</summary>
    public int CompareTo(KeyedHash other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>The 26 characters of the hash.</summary>
    public override string ToString() => string.Create(LengthCharacters, this, static (text, hash) =>
    {
        var bits = new UInt128(hash.High, hash.Low);
        for (var i = LengthCharacters - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(bits & 31)];
            bits >>= 5;
        }
    });

    /// <summary>Reads exactly the 26 characters of <see cref="ToString"/>.</summary>
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
        KeyedHash.TryParse(reader.GetString(), out var hash)
            ? hash
            : throw new JsonException("The text is not a keyed hash.");

    public override void Write(Utf8JsonWriter writer, KeyedHash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
