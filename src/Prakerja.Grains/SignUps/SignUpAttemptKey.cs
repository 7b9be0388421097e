using System.Security.Cryptography;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// Keys of sign-up attempts: "u-" and 128 random bits. The key says nothing about the person, and nobody can guess it.
/// </summary>
public static class SignUpAttemptKey
{
    public const string Prefix = "u-";

    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[KeyedHash.LengthBytes];
        RandomNumberGenerator.Fill(bytes);
        return Prefix + KeyedHash.FromBytes(bytes);
    }

    public static bool IsValid(string? text) =>
        text is not null
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && KeyedHash.TryParse(text[Prefix.Length..], out _);
}
