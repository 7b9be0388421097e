using System.Security.Cryptography;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// A participant's place in the order of a draw; the lowest ticket comes first. It is the first 128 bits of SHA-256 of
/// the seed and the pseudonym. 64 bits would not be enough: among six million such tickets, two would be
/// equal about once in a million draws.
/// </summary>
[GenerateSerializer, Immutable, Alias("ticket")]
public readonly record struct Ticket([property: Id(0)] ulong High, [property: Id(1)] ulong Low) : IComparable<Ticket>
{
    public static bool operator <(Ticket left, Ticket right) => left.CompareTo(right) < 0;

    public static bool operator >(Ticket left, Ticket right) => left.CompareTo(right) > 0;

    public static bool operator <=(Ticket left, Ticket right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Ticket left, Ticket right) => left.CompareTo(right) >= 0;

    public static Ticket Of(ReadOnlySpan<byte> seed, KeyedHash participant)
    {
        Span<byte> text = stackalloc byte[seed.Length + KeyedHash.LengthBytes];
        seed.CopyTo(text);
        participant.CopyTo(text[seed.Length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return FromBytes(digest);
    }

    /// <summary>The ticket in the first 16 bytes of a hash.</summary>
    public static Ticket FromBytes(ReadOnlySpan<byte> digest)
    {
        var hash = KeyedHash.FromBytes(digest);
        return new Ticket(hash.High, hash.Low);
    }

    /// <summary>The 16 bytes as lower-case hex.</summary>
    public string ToHex()
    {
        var hash = new KeyedHash(High, Low);
        return Convert.ToHexStringLower(hash.ToBytes());
    }

    public int CompareTo(Ticket other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }
}
