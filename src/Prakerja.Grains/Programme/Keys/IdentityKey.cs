using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The secret key that makes keyed hashes. It is created at the first start and never changes for a database: with
/// another key the same person would get another grain. Thread-safe.
/// </summary>
public sealed class IdentityKey
{
    /// <summary>Length of the key, bytes.</summary>
    public const int LengthBytes = 32;

    private readonly byte[] key;

    /// <exception cref="ArgumentException">The key does not have <see cref="LengthBytes"/> bytes.</exception>
    public IdentityKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != LengthBytes)
            throw new ArgumentException($"An identity key has {LengthBytes} bytes.", nameof(key));
        this.key = key.ToArray();
    }

    /// <summary>Identifies the key without revealing it; stored in the database to detect a wrong key.</summary>
    public KeyedHash Fingerprint => Hash("identity-key", "fingerprint");

    /// <summary>
    /// The hash of a value for a purpose. Equal values of two purposes have different hashes, so comparing them reveals
    /// nothing.
    /// </summary>
    public KeyedHash Hash(string purpose, ReadOnlySpan<char> value)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        ComputeMac(purpose, value, mac);
        return KeyedHash.FromBytes(mac);
    }

    /// <summary>Derives a key of 32 bytes for one purpose (HKDF-SHA256).</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, LengthBytes, info: Encoding.UTF8.GetBytes(purpose));

    private void ComputeMac(string purpose, ReadOnlySpan<char> value, Span<byte> mac)
    {
        var length = Encoding.UTF8.GetMaxByteCount(purpose.Length + 1 + value.Length);
        Span<byte> text = length <= 512 ? stackalloc byte[length] : new byte[length];
        var written = Encoding.UTF8.GetBytes(purpose, text);
        text[written++] = 0; // separates the purpose from the value
        written += Encoding.UTF8.GetBytes(value, text[written..]);
        HMACSHA256.HashData(key, text[..written], mac);
    }
}
