using System.Security.Cryptography;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Partners;

public sealed class SecretProtectorTests
{
    private const string Owner = "v-skill-academy";

    private static readonly SecretProtector Seal = new(new IdentityKey(new byte[IdentityKey.LengthBytes]));

    [Fact]
    public void A_sealed_secret_opens_for_its_owner()
    {
        var secret = RandomSecret.Next();

        Assert.Equal(secret, Seal.Unprotect(Owner, Seal.Protect(Owner, secret)));
    }

    [Fact]
    public void A_sealed_secret_does_not_open_for_another_owner() => Assert.ThrowsAny<CryptographicException>(
        () => Seal.Unprotect("v-somebody-else", Seal.Protect(Owner, RandomSecret.Next())));

    [Fact]
    public void A_sealed_secret_does_not_open_under_another_identity_key()
    {
        var other = new SecretProtector(new IdentityKey([.. Enumerable.Repeat((byte)1, IdentityKey.LengthBytes)]));

        Assert.ThrowsAny<CryptographicException>(
            () => other.Unprotect(Owner, Seal.Protect(Owner, RandomSecret.Next())));
    }

    [Fact]
    public void A_sealed_secret_does_not_open_after_one_bit_changed()
    {
        var box = Convert.FromBase64String(Seal.Protect(Owner, RandomSecret.Next()).Base64);
        for (var at = 0; at < box.Length; at++)
        {
            var changed = box.ToArray();
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(
                () => Seal.Unprotect(Owner, new ProtectedSecret(Convert.ToBase64String(changed))));
        }
    }

    [Fact]
    public void A_truncated_sealed_secret_does_not_open() => Assert.ThrowsAny<CryptographicException>(
        () => Seal.Unprotect(Owner, new ProtectedSecret(Convert.ToBase64String(new byte[27]))));

    [Fact]
    public void Sealing_the_same_secret_twice_gives_different_results() =>
        Assert.NotEqual(Seal.Protect(Owner, "secret"), Seal.Protect(Owner, "secret"));

    [Fact]
    public void A_sealed_secret_prints_nothing_of_the_secret() =>
        Assert.Equal("ProtectedSecret", Seal.Protect(Owner, "secret").ToString());

    [Fact]
    public void A_secret_sealed_by_the_first_version_still_opens() => Assert.Equal(
        "qA0Kd3yJ", Seal.Unprotect(Owner, new ProtectedSecret("AAECAwQFBgcICQoLYkLxzZrwtcu0v4B6KTnZL3NNGBLvcpIJ")));

    [Fact]
    public void A_new_secret_has_forty_letters_and_digits_and_is_unique()
    {
        var secrets = Enumerable.Range(0, 1_000).Select(_ => RandomSecret.Next()).ToList();

        Assert.Equal(1_000, secrets.Distinct().Count());
        Assert.All(secrets, secret =>
        {
            Assert.Equal(RandomSecret.Length, secret.Length);
            Assert.True(secret.All(char.IsAsciiLetterOrDigit));
        });
    }
}
