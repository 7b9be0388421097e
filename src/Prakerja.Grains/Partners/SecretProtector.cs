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
    private readonly AuthenticatedCipher cipher;

    public SecretProtector(IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        cipher = new AuthenticatedCipher(identity.Derive("partner-secrets"));
    }

    /// <summary>Encrypts a secret of ASCII characters for one owner.</summary>
    /// <param name="owner">The owner's grain key. Decryption works only with the same owner.</param>
    public ProtectedSecret Protect(string owner, string secret) =>
        new(cipher.Encrypt(Encoding.ASCII.GetBytes(secret), owner));

    /// <summary>Decrypts a secret.</summary>
    /// <exception cref="CryptographicException">
    /// The secret was encrypted under another key or for another owner, or was changed.
    /// </exception>
    public string Unprotect(string owner, ProtectedSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Encoding.ASCII.GetString(cipher.Decrypt(secret.Base64, owner));
    }
}
