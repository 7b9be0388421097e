using System.Security.Cryptography;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Partners;

public sealed class SecretProtectorTests
{
    private const string Owner = "v-skill-academy";

    private static readonly SecretProtector Seal = new(new IdentityKey(new byte[IdentityKey.LengthBytes]));

    [Fact]
    public void What_was_sealed_opens_for_its_owner()
    {
        var secret = RandomSecret.Next();

        Assert.Equal(secret, Seal.Unprotect(Owner, Seal.Protect(Owner, secret)));
    }

    [Fact]
    public void It_does_not_open_for_another_owner() => Assert.ThrowsAny<CryptographicException>(
        () => Seal.Unprotect("v-somebody-else", Seal.Protect(Owner, RandomSecret.Next())));

    [Fact]
    public void It_does_not_open_under_another_identity_key()
    {
        var other = new SecretProtector(new IdentityKey([.. Enumerable.Repeat((byte)1, IdentityKey.LengthBytes)]));

        Assert.ThrowsAny<CryptographicException>(
            () => other.Unprotect(Owner, Seal.Protect(Owner, RandomSecret.Next())));
    }

    [Fact]
    public void It_does_not_open_when_a_single_bit_was_changed()
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
    public void It_does_not_open_when_it_was_cut_short() => Assert.ThrowsAny<CryptographicException>(
        () => Seal.Unprotect(Owner, new ProtectedSecret(Convert.ToBase64String(new byte[27]))));

    [Fact]
    public void The_same_secret_never_looks_the_same_twice() =>
        Assert.NotEqual(Seal.Protect(Owner, "secret"), Seal.Protect(Owner, "secret"));

    [Fact]
    public void A_seal_shows_nothing_in_its_text() =>
        Assert.Equal("ProtectedSecret", Seal.Protect(Owner, "secret").ToString());

    [Fact]
    public void A_seal_of_the_first_version_still_opens() => Assert.Equal(
        "qA0Kd3yJ", Seal.Unprotect(Owner, new ProtectedSecret("AAECAwQFBgcICQoLYkLxzZrwtcu0v4B6KTnZL3NNGBLvcpIJ")));

    [Fact]
    public void A_new_secret_is_forty_letters_and_digits_and_never_the_same()
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
