using System.Security.Cryptography;
using System.Text;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// The secret of a sign-up attempt: only who made the attempt has it. The system stores its hash. This type does not
/// print the secret, because Orleans writes the arguments of a call that timed out into its log.
/// </summary>
[GenerateSerializer, Immutable, Alias("sign-up-secret")]
public readonly record struct SignUpSecret
{
    private SignUpSecret(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static SignUpSecret Next() => new(RandomSecret.Next());

    /// <summary>A secret as a client sent it.</summary>
    public static SignUpSecret Of(string text) => new(text);

    /// <summary>The text, for the answer to who made the attempt. Never for a log.</summary>
    public string Reveal() => Text;

    /// <summary>
    /// The stored form. A plain hash is enough: a secret has 238 random bits, so nobody can try them all.
    /// </summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Whether the secret has this hash; the time does not depend on where they differ.</summary>
    public bool HasHash(string hash) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Hash()), Encoding.UTF8.GetBytes(hash));

    public override string ToString() => "Secret ****";
}
