using System.Security.Cryptography;

namespace Prakerja.Grains.Programme;

/// <summary>Makes secrets that are shown once: 40 random ASCII letters and digits, 238 bits of entropy.</summary>
public static class RandomSecret
{
    /// <summary>Characters of a secret.</summary>
    public const int Length = 40;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new secret.</summary>
    public static string Next() => RandomNumberGenerator.GetString(Alphabet, Length);
}
