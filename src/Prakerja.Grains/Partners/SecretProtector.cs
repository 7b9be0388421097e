using System.Security.Cryptography;
using System.Text;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The encrypted form of a partner's secret: nonce, tag and ciphertext of AES-256-GCM, base64.</summary>
public sealed record ProtectedSecret(string Base64)
{
    public override string ToString() => "ProtectedSecret";
}

/// <summary>
/// Encrypts the signing secrets of partners under a key derived from the identity key. A copy of the database alone is
/// then not enough to sign requests. A hash is not possible, because checking a signature needs the secret.
/// Thread-safe.
/// </summary>
public sealed class SecretProtector
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] key;

    public SecretProtector(IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        key = identity.Derive("partner-secrets");
    }

    /// <summary>Encrypts a secret of ASCII characters for one owner.</summary>
    /// <param name="owner">The owner's grain key. Decryption works only with the same owner.</param>
    public ProtectedSecret Protect(string owner, string secret)
    {
        var plain = Encoding.ASCII.GetBytes(secret);
        var data = new byte[NonceLength + TagLength + plain.Length];
        var nonce = data.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            data.AsSpan(NonceLength + TagLength),
            data.AsSpan(NonceLength, TagLength),
            Encoding.UTF8.GetBytes(owner));
        return new ProtectedSecret(Convert.ToBase64String(data));
    }

    /// <summary>Decrypts a secret.</summary>
    /// <exception cref="CryptographicException">
    /// The secret was encrypted under another key or for another owner, or was changed.
    /// </exception>
    public string Unprotect(string owner, ProtectedSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var data = Convert.FromBase64String(secret.Base64).AsSpan();
        if (data.Length < NonceLength + TagLength)
            throw new CryptographicException("The encrypted secret is too short.");
        var plain = new byte[data.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            data[..NonceLength],
            data[(NonceLength + TagLength)..],
            data.Slice(NonceLength, TagLength),
            plain,
            Encoding.UTF8.GetBytes(owner));
        return Encoding.ASCII.GetString(plain);
    }
}
