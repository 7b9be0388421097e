using System.Security.Cryptography;
using System.Text;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>A partner's secret as it is stored: nonce, tag and cipher text of AES-256-GCM, base 64.</summary>
public sealed record ProtectedSecret(string Base64)
{
    public override string ToString() => "ProtectedSecret";
}

/// <summary>
/// Seals partners' signing secrets. They must be read again to check signatures, so a hash will not do;
/// sealed under the identity key, a copy of the database alone lets nobody sign. Thread-safe.
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

    /// <summary>Seals a secret of ASCII characters for one owner.</summary>
    /// <param name="owner">The owner's grain key; the seal opens for this owner alone.</param>
    public ProtectedSecret Seal(string owner, string secret)
    {
        var plain = Encoding.ASCII.GetBytes(secret);
        var box = new byte[NonceLength + TagLength + plain.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            box.AsSpan(NonceLength + TagLength),
            box.AsSpan(NonceLength, TagLength),
            Encoding.UTF8.GetBytes(owner));
        return new ProtectedSecret(Convert.ToBase64String(box));
    }

    /// <exception cref="CryptographicException">Sealed under another key, for another owner, or
    /// changed.</exception>
    public string Open(string owner, ProtectedSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var box = Convert.FromBase64String(secret.Base64).AsSpan();
        if (box.Length < NonceLength + TagLength)
            throw new CryptographicException("The sealed secret is cut short.");
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            box[..NonceLength],
            box[(NonceLength + TagLength)..],
            box.Slice(NonceLength, TagLength),
            plain,
            Encoding.UTF8.GetBytes(owner));
        return Encoding.ASCII.GetString(plain);
    }
}
