using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Encrypts short texts for storage with AES-256-GCM. The stored form is nonce, tag and ciphertext in base64.
/// Thread-safe.
/// </summary>
/// <param name="key">32 bytes, derived for one purpose (<see cref="IdentityKey.Derive"/>).</param>
public sealed class AuthenticatedCipher(byte[] key)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Returns the stored form of the text, under a new random nonce.</summary>
    /// <param name="owner">
    /// The row or grain that the text belongs to. It is authenticated too: after a text was moved to another owner it
    /// cannot be decrypted.
    /// </param>
    public string Encrypt(ReadOnlySpan<byte> text, string owner)
    {
        var stored = new byte[NonceLength + TagLength + text.Length];
        var nonce = stored.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            text,
            stored.AsSpan(NonceLength + TagLength),
            stored.AsSpan(NonceLength, TagLength),
            Encoding.UTF8.GetBytes(owner));
        return Convert.ToBase64String(stored);
    }

    /// <summary>
    /// Returns the text of a stored form. The owner must be the one that was given to <see cref="Encrypt"/>.
    /// </summary>
    /// <exception cref="CryptographicException">
    /// It was encrypted with another key or for another owner, or it was changed.
    /// </exception>
    /// <exception cref="FormatException">It is not base64.</exception>
    public byte[] Decrypt(string base64, string owner)
    {
        var stored = Convert.FromBase64String(base64).AsSpan();
        if (stored.Length < NonceLength + TagLength)
            throw new CryptographicException($"The encrypted text of {owner} is truncated.");
        var text = new byte[stored.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            stored[..NonceLength],
            stored[(NonceLength + TagLength)..],
            stored.Slice(NonceLength, TagLength),
            text,
            Encoding.UTF8.GetBytes(owner));
        return text;
    }
}
